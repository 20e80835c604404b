package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;

/** Transactions of a host on MariaDB. */
class MariaDbHostTransactionsTest extends HostTransactionsContract {

    @Override
    HikariDataSource openPool() {
        return MariaDbServer.pool("host_transactions", "");
    }
}
