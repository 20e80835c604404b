package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** On MySQL every statement finds its rows by an index. */
@Tag("mysql")
class MySqlStatementPlansTest extends MariaDbPlansContract {

    private static final HikariDataSource POOL = MySqlServer.pool("plans", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String numbers() {
        return "(select row_number() over () x from information_schema.columns a, information_schema.columns b limit 20000) n";
    }

    @Override
    List<Integer> columns() {
        return List.of(2, 4, 6, 11);
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
