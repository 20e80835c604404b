package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.testkit.StoreTour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claim locks the rows that it takes and no others: nobody else waits for it, neither to claim nor to enroll. */
abstract class LockFootprintContract {

    private static final String ONE_THOUSAND_STATES =
            "insert into enr_enrollment ({columns}) select {values} from (select e.*"
                    + " from enr_enrollment e join enr_due d on d.enrollment_id = e.enrollment_id limit 1) o cross join {numbers}";

    private static final String ONE_THOUSAND_DUE =
            "insert into enr_due (organization_id, enrollment_id, shard_key, plan_id, due_at,"
                    + " lease_until, fence, first_claimed_at, unsettled, marked)"
                    + " select 'acme', concat('e-', x), 3, 'p', x, 0, 0, 0, 0, 0 from {numbers}";

    private static final String LOCKABLE =
            "select enrollment_id from enr_due where shard_key = 3 for update skip locked";
    private static final String ENROLLED =
            "insert into enr_due (organization_id, enrollment_id, shard_key, plan_id, due_at, lease_until, fence, first_claimed_at,"
                    + " unsettled, marked) values ('acme', 'late', 3, 'p', 10, 0, 0, 0, 0, 0)";

    /** The connections to an empty database. */
    abstract DataSource dataSource();

    /** A table with the numbers from 1 to 1,000 in the column {@code x}. */
    abstract String numbers();

    /** Statements that make the database count its rows. */
    abstract List<String> analyze();

    @BeforeEach
    void fill() {
        SchemaManager.on(dataSource()).apply();
        StoreTour.take(JdbcEnrollmentStore.on(dataSource()));
        List<String> columns = columns();
        String values = columns.stream().map(LockFootprintContract::value).collect(Collectors.joining(", "));
        TestDatabase.execute(
                dataSource(),
                ONE_THOUSAND_STATES
                        .replace("{columns}", String.join(", ", columns))
                        .replace("{values}", values)
                        .replace("{numbers}", numbers()));
        TestDatabase.execute(dataSource(), "delete from enr_due");
        TestDatabase.execute(dataSource(), ONE_THOUSAND_DUE.replace("{numbers}", numbers()));
        analyze().forEach(statement -> TestDatabase.execute(dataSource(), statement));
    }

    private List<String> columns() {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select * from enr_enrollment where 1 = 0")) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                columns.add(none.getMetaData().getColumnName(i));
            }
            return columns;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** As in the state that is copied, but for what makes it another one. */
    private static String value(String column) {
        return switch (column) {
            case "enrollment_id" -> "concat('e-', x)";
            case "shard_key" -> "3";
            case "state" -> "replace(state, enrollment_id, concat('e-', x))";
            default -> column;
        };
    }

    /** What another session can lock, and that it can put a row between those that are being claimed. */
    private int lockable() throws SQLException {
        try (Connection other = dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            other.setAutoCommit(false);
            statement.setQueryTimeout(5);
            int rows = 0;
            try (ResultSet free = statement.executeQuery(LOCKABLE)) {
                while (free.next()) {
                    rows++;
                }
            }
            assertThat(statement.executeUpdate(ENROLLED)).isEqualTo(1);
            other.rollback();
            return rows;
        }
    }

    @Test
    void aClaimOfTwentyLeavesTheOthersToOthers() {
        List<Integer> lockable = new ArrayList<>();
        Watched.Watcher watcher = new Watched.Watcher() {
            @Override
            public void beforeCommit() throws SQLException {
                lockable.add(lockable());
            }
        };
        ClaimRequest request =
                new ClaimRequest("node", "token", 20, Instant.EPOCH.plusSeconds(1), Duration.ofMinutes(1));
        JdbcEnrollmentStore store = JdbcEnrollmentStore.on(Watched.by(watcher, dataSource()));
        lockable.clear();
        List<Claim> claims = store.steps().claim(request);
        assertThat(claims).hasSize(20);
        assertThat(lockable).containsExactly(980);
    }
}
