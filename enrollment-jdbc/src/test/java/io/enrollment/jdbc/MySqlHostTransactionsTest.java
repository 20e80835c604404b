package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Tag;

/** Transactions of a host on MySQL. */
@Tag("mysql")
class MySqlHostTransactionsTest extends HostTransactionsContract {

    @Override
    HikariDataSource openPool() {
        return MySqlServer.pool("host_transactions", "");
    }
}
