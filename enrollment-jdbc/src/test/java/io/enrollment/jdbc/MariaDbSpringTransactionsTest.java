package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;

/** Transactions that Spring manages on MariaDB. */
class MariaDbSpringTransactionsTest extends SpringTransactionsContract {

    @Override
    HikariDataSource openPool() {
        return MariaDbServer.pool("spring_transactions", "");
    }
}
