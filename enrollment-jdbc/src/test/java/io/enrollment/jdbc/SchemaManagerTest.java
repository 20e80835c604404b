package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables: checked, made, shown. */
class SchemaManagerTest {

    private final JdbcConnectionPool pool = TestDatabase.inMemory("");
    private final SchemaManager manager = SchemaManager.on(pool);

    @AfterEach
    void dispose() {
        pool.dispose();
    }

    @Test
    void anEmptyDatabaseIsRefusedWithTheStatementThatIsMissing() {
        assertThatThrownBy(manager::validate)
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("create table enr_schema_version");
        assertThatThrownBy(() -> JdbcEnrollmentStore.on(pool)).isInstanceOf(SchemaException.class);
    }

    @Test
    void whatWasAppliedIsValidAndApplyingAgainChangesNothing() {
        manager.apply();
        manager.apply();
        assertThatCode(manager::validate).doesNotThrowAnyException();
        assertThatCode(() -> JdbcEnrollmentStore.on(pool).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "drop table enr_log, create table enr_log",
        "drop index enr_due_ix, create index enr_due_ix on enr_due (shard_key",
        "alter table enr_due drop column marked, create table enr_due",
        "delete from enr_schema_version, version 0",
    })
    void whateverIsMissingIsNamed(String damage, String named) {
        manager.apply();
        TestDatabase.execute(pool, damage);
        assertThatThrownBy(manager::validate)
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining(named);
    }

    @Test
    void manyWhoApplyAtOnceMakeTheTablesOnce() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(CompletableFuture.runAsync(manager::apply, threads).orTimeout(1, TimeUnit.MINUTES));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
        assertThatCode(manager::validate).doesNotThrowAnyException();
    }

    @Test
    void theExportedScriptMakesAValidSchema() {
        SchemaManager elsewhere = SchemaManager.on(pool, "host", "drip_");
        StringBuilder script = new StringBuilder();
        elsewhere.export(0, script);
        TestDatabase.execute(pool, "create schema host");
        for (String statement : script.toString().replaceAll("(?m)^--.*$", "").split(";")) {
            if (!statement.isBlank()) {
                TestDatabase.execute(pool, statement);
            }
        }
        assertThatCode(elsewhere::validate).doesNotThrowAnyException();
        assertThatThrownBy(manager::validate).isInstanceOf(SchemaException.class);
    }

    @Test
    void nothingIsExportedFromTheNewestVersionOn() {
        StringBuilder script = new StringBuilder();
        manager.export(1, script);
        assertThat(script).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-b", "x; drop table y", "1a", "é"})
    void aPrefixThatIsNoIdentifierIsRefused(String prefix) {
        assertThatThrownBy(() -> SchemaManager.on(pool, "", prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table prefix");
    }

    @Test
    void theShardsAreThoseOfTheSchema() {
        manager.apply();
        assertThat(manager.shards()).isEqualTo(1);
        TestDatabase.execute(pool, "delete from enr_setting");
        assertThatThrownBy(() -> JdbcEnrollmentStore.on(pool))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("shards");
    }

    /** Not every pool rolls back and restores what it gets back. */
    @Test
    void connectionsGoBackAsTheyCameAndInNoTransaction() {
        List<String> left = new ArrayList<>();
        Watched.Watcher watcher = new Watched.Watcher() {
            private String last = "";

            @Override
            public void onCall(String method, int arguments) {
                last = Set.of("close", "getAutoCommit", "isClosed").contains(method) ? last : method;
            }

            @Override
            public void onClose(Connection connection) throws SQLException {
                left.add(connection.getAutoCommit() ? "autocommit" : last);
            }
        };
        DataSource careless = Watched.by(watcher, Prepared.with(pool, false, Connection.TRANSACTION_READ_COMMITTED));
        JdbcEnrollmentStore.builder(careless).schemaMode(SchemaMode.APPLY).open();
        SchemaManager.on(careless).apply();
        assertThat(left).hasSizeGreaterThan(6).containsOnly("rollback", "setAutoCommit");
    }
}
