package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** What a claim locks on PostgreSQL. */
class PostgresLockFootprintTest extends LockFootprintContract {

    private static final HikariDataSource POOL = PostgresServer.pool("locks", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String numbers() {
        return "generate_series(1, 1000) x";
    }

    @Override
    List<String> analyze() {
        return List.of("analyze");
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
