package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.EnrollmentStatus;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Transactions of a host on MariaDB. */
class MariaDbHostTransactionsTest extends HostTransactionsContract {

    @Override
    HikariDataSource openPool() {
        return MariaDbServer.pool("host_transactions", "");
    }

    @Test
    void whoDoesNotSeeThatSomethingChangedIsToldToBeginAnew() throws SQLException {
        EnrollmentId id =
                acme().enroll(WELCOME, host.person("ann")).enrollment().orElseThrow();
        try (Connection connection = begin()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Enrollments inside = acme().within(store().joining(connection));
            assertThat(inside.find(id).status()).isEqualTo(EnrollmentStatus.QUEUED);
            acme().pause(id, ANNA);

            assertThatThrownBy(() -> inside.stop(id, ANNA))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("enrollment " + id + " changed since your transaction began")
                    .hasMessageContaining("roll it back, and try it again");
            connection.rollback();

            assertThat(inside.stop(id, ANNA).changed()).isTrue();
            connection.commit();
        }
        assertThat(acme().find(id).status()).isEqualTo(EnrollmentStatus.STOPPED);
    }
}
