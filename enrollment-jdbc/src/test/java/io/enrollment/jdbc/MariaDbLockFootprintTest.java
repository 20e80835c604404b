package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** What a claim locks on MariaDB. */
class MariaDbLockFootprintTest extends LockFootprintContract {

    private static final HikariDataSource POOL = MariaDbServer.pool("locks", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String numbers() {
        return "(select seq x from seq_1_to_1000) n";
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
