package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** What a claim locks on MySQL. */
@Tag("mysql")
class MySqlLockFootprintTest extends LockFootprintContract {

    private static final HikariDataSource POOL = MySqlServer.pool("locks", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String numbers() {
        return "(select row_number() over () x from information_schema.columns a, information_schema.columns b limit 1000) n";
    }

    @Override
    List<String> analyze() {
        return List.of("analyze table enr_due, enr_enrollment");
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
