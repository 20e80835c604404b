package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;

/** Transactions of a host on H2. */
class H2HostTransactionsTest extends HostTransactionsContract {

    @Override
    HikariDataSource openPool() {
        return TestDatabase.hikari();
    }
}
