package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;

/** Transactions of a host on PostgreSQL. */
class PostgresHostTransactionsTest extends HostTransactionsContract {

    @Override
    HikariDataSource openPool() {
        return PostgresServer.pool("host_transactions", "");
    }
}
