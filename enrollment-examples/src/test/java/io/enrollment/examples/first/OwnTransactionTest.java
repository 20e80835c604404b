package io.enrollment.examples.first;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaManager;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says of the host's own transactions compiles, runs, and is what it shows. */
class OwnTransactionTest {

    private static final Plan AFTER_SALES = Plan.forPeople("after-sales")
            .waitFor(io.enrollment.calendar.Delay.days(1))
            .build();

    private final JdbcDataSource dataSource = new JdbcDataSource();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/io/enrollment/examples/first/OwnTransaction.java",
                "../enrollment-jdbc/src/test/java/io/enrollment/jdbc/SpringTransactionsContract.java"
            })
    void theReadmeShowsTheCodeThatIsCompiled(String source) throws IOException {
        assertThat(Readme.text()).contains(Readme.shownOf(Path.of(source)));
    }

    @Test
    void theOrderAndTheEnrollmentHappenTogetherOrNotAtAll() throws SQLException {
        dataSource.setURL("jdbc:h2:mem:own-transaction;DB_CLOSE_DELAY=-1");
        SchemaManager.on(dataSource).apply();
        JdbcEnrollmentStore store = JdbcEnrollmentStore.on(dataSource);
        try (EnrollmentEngine engine = EnrollmentEngine.builder()
                .organization(Organization.named("Acme Motors"))
                .store(store)
                .subjects(ids -> ids.stream()
                        .map(id -> Subject.person(id.value()).build())
                        .toList())
                .build()) {
            engine.enrollments().publish(AFTER_SALES);
            EnrollmentResult result = place(store, engine, (connection, customer) -> {});
            assertThatThrownBy(() -> place(store, engine, (connection, customer) -> {
                        throw new SQLException("out of stock");
                    }))
                    .isInstanceOf(SQLException.class);

            assertThat(result.enrolled()).isTrue();
            assertThat(engine.enrollments()
                            .attempts(AFTER_SALES.id(), PageRequest.first(10))
                            .items())
                    .containsExactly(result);
        }
    }

    private EnrollmentResult place(JdbcEnrollmentStore store, EnrollmentEngine engine, OwnTransaction.Orders orders)
            throws SQLException {
        return OwnTransaction.placeOrder(dataSource, store, engine, orders, AFTER_SALES.id(), "lead-42");
    }
}
