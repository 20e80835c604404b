package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.testkit.StoreTour;
import java.sql.Connection;
import java.util.UUID;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts in the jar are run as they are by the tools that hosts use, on every database. */
class MigrationToolsTest {

    /** An empty database of each kind. */
    enum Kind {
        H2("h2", "drop index enr_due_ix"),
        POSTGRESQL("postgresql", "drop index enr_due_ix"),
        MARIADB("mariadb", "drop index enr_due_ix on enr_due");

        private final String folder;
        private final String withoutIndex;

        Kind(String folder, String withoutIndex) {
            this.folder = folder;
            this.withoutIndex = withoutIndex;
        }

        HikariDataSource emptyDatabase() {
            return switch (this) {
                case H2 -> h2();
                case POSTGRESQL -> PostgresServer.pool("tools", "");
                case MARIADB -> MariaDbServer.pool("tools", "");
            };
        }
    }

    private static HikariDataSource h2() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        config.setMaximumPoolSize(5);
        return new HikariDataSource(config);
    }

    private static void complete(HikariDataSource pool) {
        SchemaManager manager = SchemaManager.on(pool);
        assertThatCode(manager::validate).doesNotThrowAnyException();
        manager.apply();
        StoreTour.take(JdbcEnrollmentStore.on(pool));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void flywayRunsTheScripts(Kind kind) {
        try (HikariDataSource pool = kind.emptyDatabase()) {
            Flyway flyway = Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:io/enrollment/jdbc/sql/" + kind.folder)
                    .load();
            assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
            complete(pool);
            assertThat(flyway.migrate().migrationsExecuted).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void liquibaseRunsTheScripts(Kind kind) throws Exception {
        try (HikariDataSource pool = kind.emptyDatabase()) {
            try (Connection connection = pool.getConnection()) {
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                Liquibase liquibase =
                        new Liquibase("liquibase/" + kind.folder + ".xml", new ClassLoaderResourceAccessor(), database);
                liquibase.update(new Contexts(), new LabelExpression());
            }
            complete(pool);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsMissingIsNamed(Kind kind) {
        try (HikariDataSource pool = kind.emptyDatabase()) {
            SchemaManager manager = SchemaManager.on(pool);
            assertThatThrownBy(manager::validate).hasMessageContaining("create table enr_schema_version");
            manager.apply();
            TestDatabase.execute(pool, kind.withoutIndex);
            assertThatThrownBy(manager::validate)
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("create index enr_due_ix on enr_due (shard_key, due_at");
            TestDatabase.execute(pool, "drop table enr_due");
            assertThatThrownBy(manager::validate)
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("create table enr_due (");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theExportedScriptMakesAValidSchemaOfOtherNamesElsewhere(Kind kind) {
        try (HikariDataSource pool = kind.emptyDatabase()) {
            TestDatabase.execute(pool, "drop schema if exists export_test" + (kind == Kind.MARIADB ? "" : " cascade"));
            TestDatabase.execute(pool, "create schema export_test");
            SchemaManager elsewhere = SchemaManager.on(pool, "export_test", "Drip_");
            StringBuilder script = new StringBuilder();
            elsewhere.export(0, script);
            for (String statement :
                    script.toString().replaceAll("(?m)^--.*$", "").split(";")) {
                if (!statement.isBlank()) {
                    TestDatabase.execute(pool, statement);
                }
            }
            assertThatCode(elsewhere::validate).doesNotThrowAnyException();
            assertThatThrownBy(SchemaManager.on(pool)::validate).isInstanceOf(SchemaException.class);
            TestDatabase.execute(
                    pool,
                    kind.withoutIndex
                            .replace("enr_", "export_test.Drip_")
                            .replace(
                                    "drop index export_test.",
                                    kind == Kind.MARIADB ? "drop index " : "drop index export_test."));
            assertThatThrownBy(elsewhere::validate)
                    .hasMessageContaining("create index Drip_due_ix on export_test.Drip_due");
        }
    }
}
