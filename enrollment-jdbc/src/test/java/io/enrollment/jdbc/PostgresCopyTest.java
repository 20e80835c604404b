package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresCopyTest {

    private static final String LONG = "\u2192 \uD83D\uDE00 ".repeat(20_000);
    private static final String COPY = PostgresCopy.statement("insert into copied (n, m, t) values (?, ?, ?)")
            .orElseThrow();

    private static final HikariDataSource POOL = PostgresServer.pool("contract", "");

    @AfterAll
    static void closePool() {
        POOL.close();
    }

    @Test
    void onlyPlainInsertionsCanBeCopied() {
        assertThat(COPY).isEqualTo("copy copied (n, m, t) from stdin (format binary)");
        assertThat(PostgresCopy.statement("insert into t (a, b) values (?, 0)")).isEmpty();
        assertThat(PostgresCopy.statement("insert into t (a) values (?) on conflict do nothing"))
                .isEmpty();
        assertThat(PostgresCopy.statement("update t set a = ?")).isEmpty();
    }

    @Test
    void everyKindOfValueArrivesAsItIs() throws SQLException {
        List<Object[]> rows = List.of(
                new Object[] {1, Long.MIN_VALUE, ""},
                new Object[] {Integer.MIN_VALUE, Long.MAX_VALUE, LONG},
                new Object[] {-1, Sql.Null.LONG, Sql.Null.TEXT},
                new Object[] {0, 4_294_967_295L, "\\N\t\n\r \u0001"});
        try (Connection connection = POOL.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table copied (n integer, m bigint, t text)");
            PostgresCopy.copy(connection, COPY, rows.iterator());
            List<List<String>> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("select n, m, t from copied")) {
                while (row.next()) {
                    found.add(List.of(
                            row.getString(1), String.valueOf(row.getString(2)), String.valueOf(row.getString(3))));
                }
            }
            assertThat(found)
                    .containsExactly(
                            List.of("1", "-9223372036854775808", ""),
                            List.of("-2147483648", "9223372036854775807", LONG),
                            List.of("-1", "null", "null"),
                            List.of("0", "4294967295", "\\N\t\n\r \u0001"));
            statement.execute("drop table copied");
        }
    }

    @Test
    void connectionStaysGoodWhenRowsCannotBeMadeOrAreRefused() throws SQLException {
        try (Connection connection = POOL.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table copied (n integer primary key, m bigint, t text)");
            List<Object[]> twice = List.of(new Object[] {1, 1L, "a"}, new Object[] {1, 1L, "b"});
            assertThatThrownBy(() -> PostgresCopy.copy(connection, COPY, twice.iterator()))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
            assertThatThrownBy(() -> PostgresCopy.copy(
                            connection,
                            COPY,
                            twice.stream()
                                    .map(row -> {
                                        throw new IllegalStateException("cannot be made");
                                    })
                                    .map(Object[].class::cast)
                                    .iterator()))
                    .isInstanceOf(IllegalStateException.class);
            PostgresCopy.copy(connection, COPY, twice.subList(0, 1).iterator());
            try (ResultSet row = statement.executeQuery("select count(*) from copied")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(1);
            }
            statement.execute("drop table copied");
        }
    }
}
