package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.spi.StoreUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What PostgreSQL itself can do to a store. */
class PostgresFaultsTest {

    private static final String REFUSES = """
            create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'not today' using errcode = '53400'; end $$""";

    /** The driver tells of a batch with all its values, and what a caller hears is logged with its causes. */
    @Test
    void whatIsHeardOfAnInsertionThatFailsHoldsNoneOfItsValues() {
        try (HikariDataSource pool = PostgresServer.pool("refusing", "")) {
            JdbcEnrollmentStore store = TestDatabase.emptied(pool, JdbcEnrollmentStore.builder(pool));
            TestDatabase.execute(pool, REFUSES);
            TestDatabase.execute(
                    pool,
                    "create trigger refuse before insert on enr_enrollment for each row execute function refuse()");
            TestHost host = new TestHost();
            try (EnrollmentEngine engine = host.engine(store).build()) {
                engine.enrollments().publish(TestHost.WELCOME);
                StoreUnavailableException heard = catchThrowableOfType(
                        StoreUnavailableException.class,
                        () -> engine.enrollments().enroll(TestHost.WELCOME.id(), host.person("quetzalcoatl")));
                StringWriter logged = new StringWriter();
                heard.printStackTrace(new PrintWriter(logged));
                assertThat(logged.toString()).contains("not today").doesNotContain("quetzalcoatl");
            }
        }
    }

    @Test
    void aDatabaseThatCannotHoldEveryTextIsWarnedOf() throws SQLException {
        try (HikariDataSource latin = PostgresServer.database(
                        "latin", "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0");
                HikariDataSource usual = PostgresServer.existing("public", "");
                Connection narrow = latin.getConnection();
                Connection wide = usual.getConnection()) {
            assertThat(new PostgresDialect().durabilityWarning(narrow))
                    .hasValueSatisfying(text -> assertThat(text).contains("LATIN1"));
            assertThat(new PostgresDialect().durabilityWarning(wide)).isEmpty();
        }
    }
}
