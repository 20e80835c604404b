package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.testkit.StoreTour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** How rows come to MariaDB, and how they lie there. */
class MariaDbRowsTest {

    private static boolean carriesInsertions(String settings) throws SQLException {
        try (HikariDataSource pool = MariaDbServer.pool("many_rows", settings);
                Connection connection = pool.getConnection()) {
            return Dialect.of(connection).carriesInsertions();
        }
    }

    @Test
    void insertionsAreLeftToTheDriverUnlessTheHostForbidsItToSendThemInBulk() throws SQLException {
        assertThat(carriesInsertions("")).isTrue();
        assertThat(carriesInsertions("&useBulkStmtsForInserts=false")).isFalse();
        assertThat(ManyRows.isPlain("insert into t (a) values (?)")).isTrue();
        assertThat(ManyRows.isPlain("insert into t (a) values (?) on duplicate key update a = a"))
                .isFalse();
    }

    @Test
    void aHostThatForbidsBulkLosesNothing() throws SQLException {
        try (HikariDataSource pool = MariaDbServer.pool("many_rows", "&useBulkStmtsForInserts=false")) {
            TestDatabase.emptied(pool, JdbcEnrollmentStore.builder(pool)).close();
            StoreTour.take(JdbcEnrollmentStore.on(pool));
            assertThat(count(pool, "select count(*) from enr_log")).isPositive();
        }
    }

    /** Where a state is written in place, the other columns of its row may change their lengths but not the sum of them. */
    @Test
    void rowsOfStatesAreAsLongAsAMultipleOfOneLengthWhateverChanges() throws SQLException {
        try (HikariDataSource pool = MariaDbServer.pool("many_rows", "")) {
            TestDatabase.emptied(pool, JdbcEnrollmentStore.builder(pool)).close();
            StoreTour.take(JdbcEnrollmentStore.on(pool));
            assertThat(count(pool, "select count(distinct status) from enr_enrollment"))
                    .isGreaterThan(1);
            assertThat(count(pool, """
                            select count(*) from enr_enrollment
                             where mod(length(state) + length(status)
                                       + case when ended_at is null then 0 else 8 + length(end_cause) end, 128) <> 0""")).isZero();
        }
    }

    private static int count(HikariDataSource pool, String query) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery(query)) {
            assertThat(counted.next()).isTrue();
            return counted.getInt(1);
        }
    }
}
