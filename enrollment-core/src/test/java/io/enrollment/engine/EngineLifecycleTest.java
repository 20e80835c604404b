package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.CapStore;
import io.enrollment.spi.CheckpointStore;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EngineState;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.EnrollmentWriter;
import io.enrollment.spi.EpochStore;
import io.enrollment.spi.ErasureStore;
import io.enrollment.spi.ExportStore;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.Frozen;
import io.enrollment.spi.Lease;
import io.enrollment.spi.PauseStore;
import io.enrollment.spi.PlanStore;
import io.enrollment.spi.Retention;
import io.enrollment.spi.RunStore;
import io.enrollment.spi.ScheduleStore;
import io.enrollment.spi.Settlement;
import io.enrollment.spi.StepQueue;
import io.enrollment.spi.StoreUnavailableException;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An engine that works by itself, on its own threads. */
class EngineLifecycleTest {

    private static final long SECONDS = 30;

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final Plan plan = Plan.forPeople("welcome").email("hello", "hello").build();

    @Test
    void aStartedEngineWorksByItselfAndEndsWhenItIsClosed() throws InterruptedException {
        Ended ended = new Ended(1);
        EnrollmentEngine engine = host.engine(email).listener(ended).start();
        try (engine) {
            Enrollments acme = engine.enrollments();
            acme.publish(plan);
            acme.enroll(plan.id(), host.person("ann"));

            assertThat(ended.latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.state()).isEqualTo(EngineState.RUNNING);
            assertThat(acme.summary(plan.id())).containsEntry(EnrollmentStatus.COMPLETED, 1L);
        }
        engine.close();

        assertThat(engine.state()).isEqualTo(EngineState.TERMINATED);
        assertThat(email.handed()).hasSize(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("enrollment-node-"));
    }

    @Test
    void anEngineStartsOnce() {
        try (EnrollmentEngine engine = host.engine(email).start()) {
            assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aStoreThatCannotBeReachedDegradesTheEngineUntilItCan() throws InterruptedException {
        Flaky store = new Flaky(3);
        Ended ended = new Ended(1);
        try (EnrollmentEngine engine = host.engine(email)
                .store(store)
                .listener(ended)
                .settings(s -> s.workers(1))
                .start()) {
            Enrollments acme = engine.enrollments();
            acme.publish(plan);
            acme.enroll(plan.id(), host.person("ann"));

            assertThat(ended.latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(ended.recovered.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ended.states)
                .containsExactly(
                        EngineState.RUNNING, EngineState.DEGRADED, EngineState.RUNNING, EngineState.TERMINATED);
    }

    @Test
    void aLostAnswerToASettlementSendsNothingTwice() throws InterruptedException {
        Flaky store = new Flaky(0);
        store.loseAnswersToSettlements.set(2);
        Ended ended = new Ended(1);
        try (EnrollmentEngine engine =
                host.engine(email).store(store).listener(ended).start()) {
            Enrollments acme = engine.enrollments();
            acme.publish(plan);
            acme.enroll(plan.id(), host.person("ann"));

            assertThat(ended.latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(email.handed()).hasSize(1);
    }

    /** Counts enrollments that ended, and remembers the states of the engine. */
    private static final class Ended implements EngineListener {

        private final CountDownLatch latch;
        private final CountDownLatch recovered = new CountDownLatch(2);
        private final BlockingQueue<EngineState> states = new LinkedBlockingQueue<>();

        Ended(int count) {
            latch = new CountDownLatch(count);
        }

        @Override
        public void onTransition(Enrollment after, List<LogEntry> log) {
            if (after.status().isTerminal()) {
                latch.countDown();
            }
        }

        @Override
        public void onState(EngineState state) {
            states.add(state);
            if (state == EngineState.RUNNING) {
                recovered.countDown();
            }
        }
    }

    /** A store whose queue fails a number of times before it works. */
    private static final class Flaky implements EnrollmentStore, StepQueue {

        private final InMemoryEnrollmentStore real = InMemoryEnrollmentStore.create();
        private final AtomicInteger failures;
        private final AtomicInteger loseAnswersToSettlements = new AtomicInteger();

        Flaky(int failures) {
            this.failures = new AtomicInteger(failures);
        }

        @Override
        public List<Claim> claim(ClaimRequest request) {
            if (failures.getAndDecrement() > 0) {
                throw new StoreUnavailableException("down", false, new IllegalStateException());
            }
            return real.steps().claim(request);
        }

        @Override
        public List<ApplyOutcome> settle(List<Settlement> settlements) {
            List<ApplyOutcome> outcomes = real.steps().settle(settlements);
            if (loseAnswersToSettlements.getAndDecrement() > 0) {
                throw new StoreUnavailableException("the answer got lost", true, new IllegalStateException());
            }
            return outcomes;
        }

        @Override
        public PlanStore plans() {
            return real.plans();
        }

        @Override
        public EnrollmentWriter writer() {
            return real.writer();
        }

        @Override
        public StepQueue steps() {
            return this;
        }

        @Override
        public ErasureStore erasures() {
            return real.erasures();
        }

        @Override
        public PauseStore pauses() {
            return real.pauses();
        }

        @Override
        public CheckpointStore checkpoints() {
            return real.checkpoints();
        }

        @Override
        public CapStore caps() {
            return real.caps();
        }

        @Override
        public AuditStore audit() {
            return real.audit();
        }

        @Override
        public EnrollmentReader reader() {
            return real.reader();
        }

        @Override
        public Retention retention() {
            return real.retention();
        }

        @Override
        public EpochStore epochs() {
            return real.epochs();
        }

        @Override
        public RunStore runs() {
            return real.runs();
        }

        @Override
        public ScheduleStore schedules() {
            return real.schedules();
        }

        @Override
        public ExportStore exports() {
            return real.exports();
        }

        @Override
        public List<Boolean> mark(List<Lease> leases) {
            return real.steps().mark(leases);
        }

        @Override
        public List<Frozen> freeze(List<Freeze> messages) {
            return real.steps().freeze(messages);
        }

        @Override
        public List<Boolean> extend(List<Lease> leases, Duration lease) {
            return real.steps().extend(leases, lease);
        }

        @Override
        public void release(List<Lease> leases) {
            real.steps().release(leases);
        }

        @Override
        public Optional<Instant> earliestDue() {
            return real.steps().earliestDue();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
