package io.enrollment.examples.first;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.SubjectId;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Enrolling inside a transaction of the host, as the README shows it. */
public final class OwnTransaction {

    private OwnTransaction() {}

    /** A host's own table. */
    public interface Orders {
        /** Writes an order down, without committing it. */
        void insert(Connection connection, String customer) throws SQLException;
    }

    /** Takes an order and enrolls the customer, both or neither. */
    public static EnrollmentResult placeOrder(
            DataSource dataSource,
            JdbcEnrollmentStore store,
            EnrollmentEngine engine,
            Orders orders,
            PlanId afterSales,
            String customer)
            throws SQLException {
        // README: begin
        EnrollmentResult result;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            orders.insert(connection, customer);
            Enrollments acme = engine.enrollments().within(store.joining(connection));
            result = acme.enroll(afterSales, SubjectId.of(customer));
            connection.commit();
        }
        engine.wakeUp();
        // README: end
        return result;
    }
}
