package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** On MariaDB every statement finds its rows by an index. */
class MariaDbStatementPlansTest extends MariaDbPlansContract {

    private static final HikariDataSource POOL = MariaDbServer.pool("plans", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String numbers() {
        return "(select seq x from seq_1_to_20000) n";
    }

    @Override
    List<Integer> columns() {
        return List.of(2, 3, 5, 9);
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
