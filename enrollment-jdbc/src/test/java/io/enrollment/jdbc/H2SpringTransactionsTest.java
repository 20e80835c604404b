package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;

/** Transactions that Spring manages on H2. */
class H2SpringTransactionsTest extends SpringTransactionsContract {

    @Override
    HikariDataSource openPool() {
        return TestDatabase.hikari();
    }
}
