package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.testkit.StoreTour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On PostgreSQL too every statement finds its rows by an index, and claims and pages read it in its order. */
class PostgresStatementPlansTest {

    private static final HikariDataSource POOL = PostgresServer.pool("plans", "");
    /** Plans of statements with parameters can be asked for in the simple protocol only. */
    private static final HikariDataSource EXPLAINING = PostgresServer.existing("plans", "&preferQueryMode=simple");

    private static final Set<String> STATEMENTS = new ConcurrentSkipListSet<>();

    private static final List<String> MANY_ROWS = List.of(
            "insert into enr_due select 'org', 'e-' || x, x % 16, x, 0, 0, null, null, 0, 0, 0"
                    + " from generate_series(1, 20000) x",
            "insert into enr_enrollment select 'org', 'e-' || x, x % 16, 'plan-' || x % 50, 'sub-' || x % 5000, '-', 1, x,"
                    + " 'QUEUED', 0, null, null, 0, 2, 0, '{}' from generate_series(1, 20000) x",
            "insert into enr_log select 'org', 'e-' || x, 1, x % 16, 'ENROLLED', x, 0, '{}'"
                    + " from generate_series(1, 20000) x",
            "insert into enr_attempt select 'org', 'a-' || x, x % 16, 'plan-' || x % 50, 'sub-' || x % 5000, x, null, '{}'"
                    + " from generate_series(1, 20000) x",
            "insert into enr_count select 'org', 'plan-' || x % 16, x, 0, 'status/QUEUED', 1 from generate_series(1, 20000) x",
            "insert into enr_reservation select 'org', 'ACTIVE', 'k' || x, x % 16, 'e-' || x"
                    + " from generate_series(1, 20000) x",
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
    static void closePools() {
        EXPLAINING.close();
        POOL.close();
    }

    /** The plan for parameters that are not known yet, but for the limit, without which no plan makes sense. */
    private static String plan(String statement) {
        StringBuilder numbered = new StringBuilder("explain (generic_plan) ");
        int number = 0;
        for (char c : statement.replace("limit ?", "limit 100").toCharArray()) {
            numbered.append(c == '?' ? "$" + ++number : String.valueOf(c));
        }
        try (Connection connection = EXPLAINING.getConnection();
                Statement explain = connection.createStatement();
                ResultSet rows = explain.executeQuery(numbered.toString())) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return String.join("\n", lines);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    private static List<String> those(String containing) {
        return STATEMENTS.stream()
                .filter(statement -> statement.contains(containing) && !statement.contains("enr_plan_version"))
                .toList();
    }

    @Test
    void noStatementScansATable() {
        assertThat(those("enr_")).hasSizeGreaterThan(20);
        assertThat(those("enr_"))
                .allSatisfy(statement -> assertThat(plan(statement)).doesNotContain("Seq Scan"));
    }

    @Test
    void theClaimReadsTheIndexOfWhatIsDueInItsOrderAndLocksNothingElse() {
        List<String> claims = those("skip locked");
        assertThat(claims).hasSize(1);
        assertThat(plan(claims.get(0)))
                .contains("LockRows")
                .contains("Index Scan using enr_due_ix")
                .doesNotContain("->  Sort");
    }

    @Test
    void asLittleIsReadToSeeThatNothingIsDue() {
        assertThat(those("union all"))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(plan(statement))
                        .contains("enr_due_ix")
                        .doesNotContain("->  Sort")
                        .doesNotContain("Seq Scan"));
    }
}
