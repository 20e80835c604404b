package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;

/** Transactions that Spring manages on PostgreSQL. */
class PostgresSpringTransactionsTest extends SpringTransactionsContract {

    @Override
    HikariDataSource openPool() {
        return PostgresServer.pool("spring_transactions", "");
    }
}
