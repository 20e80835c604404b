package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.testkit.StoreTour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every statement that the store runs finds its rows by an index, and those that page or claim read them in its order. */
class StatementPlansTest {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");
    private static final Set<String> STATEMENTS = new ConcurrentSkipListSet<>();

    private static final List<String> MANY_ROWS = List.of(
            "insert into enr_due select 'org', 'e-' || x, mod(x, 16), x, 0, 0, null, null, 0, 0, 0"
                    + " from system_range(1, 20000)",
            "insert into enr_enrollment select 'org', 'e-' || x, mod(x, 16), 'plan', 'sub-' || mod(x, 5000), '-', 1, x,"
                    + " 'QUEUED', 0, null, null, 0, 2, 0, '{}' from system_range(1, 20000)",
            "insert into enr_log select 'org', 'e-' || x, 1, mod(x, 16), 'ENROLLED', x, 0, '{}'"
                    + " from system_range(1, 20000)",
            "insert into enr_attempt select 'org', 'a-' || x, mod(x, 16), 'plan', 'sub-' || mod(x, 5000), x, null, '{}'"
                    + " from system_range(1, 20000)",
            "insert into enr_count select 'org', 'plan-' || mod(x, 16), x, 0, 'status/QUEUED', 1 from system_range(1, 20000)",
            "insert into enr_reservation select 'org', 'ACTIVE', 'k' || x, mod(x, 16), 'e-' || x"
                    + " from system_range(1, 20000)",
            "insert into enr_plan_version select 'org', 'p-' || x, 1, 'h', 0, '{}' from system_range(1, 2000)",
            "analyze");

    @BeforeAll
    static void collectTheStatementsAndFillTheTables() {
        SchemaManager.on(POOL).apply();
        Watched.Watcher collector = new Watched.Watcher() {
            @Override
            public void onExecute(String statement) {
                STATEMENTS.add(statement);
            }
        };
        StoreTour.take(JdbcEnrollmentStore.on(Watched.by(collector, POOL)));
        MANY_ROWS.forEach(statement -> TestDatabase.execute(POOL, statement));
    }

    @AfterAll
    static void dispose() {
        POOL.dispose();
    }

    private static String plan(String statement) {
        try (Connection connection = POOL.getConnection();
                Statement explain = connection.createStatement();
                ResultSet rows = explain.executeQuery("explain " + statement)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    @Test
    void noStatementScansATable() {
        assertThat(STATEMENTS).hasSizeGreaterThan(25);
        assertThat(STATEMENTS)
                .allSatisfy(statement -> assertThat(plan(statement)).doesNotContain("tableScan"));
    }

    @Test
    void whateverHasALimitReadsTheIndexInItsOrder() {
        List<String> limited = STATEMENTS.stream()
                .filter(statement -> statement.contains("limit ?"))
                .toList();
        assertThat(limited).hasSizeGreaterThan(8);
        assertThat(limited).allSatisfy(statement -> assertThat(plan(statement)).contains("index sorted"));
    }

    @Test
    void theClaimReadsTheIndexOfWhatIsDue() {
        List<String> claims = STATEMENTS.stream()
                .filter(statement -> statement.contains("d.lease_until <="))
                .toList();
        assertThat(claims).hasSize(1);
        assertThat(plan(claims.get(0))).contains("ENR_DUE_IX: SHARD_KEY = ?1").contains("index sorted");
    }
}
