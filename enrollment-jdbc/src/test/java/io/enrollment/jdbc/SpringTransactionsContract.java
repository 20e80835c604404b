package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.spi.EngineListener;
import io.enrollment.subject.SubjectId;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Enrolling inside transactions that Spring manages: lent by hand, and by a transaction-aware data source. */
abstract class SpringTransactionsContract extends HostedTests {

    private TransactionTemplate transactions = new TransactionTemplate();
    private JdbcTemplate jdbc = new JdbcTemplate();

    /** The store on a data source that hands out the connection of the transaction that is open. */
    @Override
    JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        // README: begin
        return JdbcEnrollmentStore.builder(new TransactionAwareDataSourceProxy(dataSource))
                .joinWhen(() -> TransactionSynchronizationManager.isActualTransactionActive()
                        && TransactionSynchronizationManager.hasResource(dataSource));
        // README: end
    }

    @BeforeEach
    void useTheSameDataSource() {
        transactions = new TransactionTemplate(new DataSourceTransactionManager(pool()));
        jdbc = new JdbcTemplate(pool());
    }

    private void order() {
        jdbc.update("insert into host_order (id) values ('o-1')");
    }

    private EnrollmentResult enrollOnTheLentConnection(SubjectId subject) {
        Connection connection = DataSourceUtils.getConnection(pool());
        try {
            JdbcEnrollmentStore plain = JdbcEnrollmentStore.on(pool());
            return acme().within(plain.joining(connection)).enroll(WELCOME, subject);
        } finally {
            DataSourceUtils.releaseConnection(connection, pool());
        }
    }

    @Test
    void aConnectionOfSpringCanBeLent() throws Exception {
        SubjectId ann = host.person("ann");
        transactions.executeWithoutResult(status -> {
            order();
            assertThat(enrollOnTheLentConnection(ann).enrolled()).isTrue();
            status.setRollbackOnly();
        });
        assertThat(orders()).isZero();
        assertThat(attempts()).isEmpty();
        transactions.executeWithoutResult(status -> {
            order();
            enrollOnTheLentConnection(ann);
        });
        assertThat(orders()).isEqualTo(1);
        assertThat(acme().summary(WELCOME)).containsEntry(EnrollmentStatus.QUEUED, 1L);
    }

    @Test
    void onATransactionAwareDataSourceSpringsRollbackUndoesAll() throws Exception {
        SubjectId ann = host.person("ann");
        transactions.executeWithoutResult(status -> {
            order();
            EnrollmentResult first = acme().enroll(WELCOME, ann);
            assertThat(first.enrolled()).isTrue();
            assertThat(acme().enroll(WELCOME, ann).refusal()).contains("ALREADY_IN_QUEUE");
            assertThat(acme().stop(first.enrollment().orElseThrow(), ANNA).changed())
                    .isTrue();
            status.setRollbackOnly();
        });
        assertThat(orders()).isZero();
        assertNeverHappened(ann);
    }

    @Test
    void onATransactionAwareDataSourceSpringsCommitCommitsAllAndNothingIsCommittedBefore() throws Exception {
        SubjectId ann = host.person("ann");
        transactions.executeWithoutResult(status -> {
            order();
            acme().enroll(WELCOME, ann);
            assertThat(JdbcEnrollmentStore.on(pool()).steps().earliestDue())
                    .as("another connection sees nothing yet")
                    .isEmpty();
        });
        assertThat(orders()).isEqualTo(1);
        assertThat(acme().summary(WELCOME)).containsEntry(EnrollmentStatus.QUEUED, 1L);
    }

    @Test
    void outsideOfATransactionTheStoreCommitsItself() {
        acme().enroll(WELCOME, host.person("ann"));
        assertThat(acme().summary(WELCOME)).containsEntry(EnrollmentStatus.QUEUED, 1L);
        TransactionTemplate supports = new TransactionTemplate(new DataSourceTransactionManager(pool()));
        supports.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
        supports.executeWithoutResult(status -> {
            acme().enroll(WELCOME, host.person("bob"));
            acme().enroll(WELCOME, host.person("carl"));
        });
        assertThat(acme().summary(WELCOME)).containsEntry(EnrollmentStatus.QUEUED, 3L);
    }

    @Test
    void theQueueIsNotWorkedInsideAHostsTransaction() {
        acme().enroll(WELCOME, host.person("ann"));
        transactions.executeWithoutResult(status -> assertThatThrownBy(engine()::workDue)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("host"));
        assertThat(engine().workDue()).isPositive();
    }

    @Test
    void anEngineAtWorkFindsWhatWasCommittedWhenItIsWokenUpAfterwards() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        AtomicInteger attemptsHeard = new AtomicInteger();
        EngineListener listener = new EngineListener() {
            @Override
            public void onAttempt(EnrollmentResult result) {
                attemptsHeard.incrementAndGet();
            }

            @Override
            public void onTransition(Enrollment after, List<LogEntry> log) {
                sent.countDown();
            }
        };
        try (EnrollmentEngine working = host.engine(store()).listener(listener).start()) {
            transactions.executeWithoutResult(status -> {
                working.enrollments().enroll(WELCOME, host.person("ann"));
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        working.wakeUp();
                    }
                });
            });
            assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(attemptsHeard)
                .as("of what could be rolled back nobody hears")
                .hasValue(0);
        assertThat(host.mail().accepted()).hasSize(1);
    }

    @Test
    void aTransactionAwareDataSourceWithoutARuleIsRefused() {
        DataSource aware = new TransactionAwareDataSourceProxy(pool());
        assertThatThrownBy(() -> JdbcEnrollmentStore.on(aware))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("joinWhen");
    }
}
