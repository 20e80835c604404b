package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.plan.Plan;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EngineState;
import io.enrollment.spi.HoldReason;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What may be wrong with where or when an engine runs keeps it from claiming, until it is over or somebody confirms. */
class EngineHoldTest {

    private static final long SECONDS = 30;

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final Plan plan = Plan.forPeople("welcome").email("hello", "hello").build();
    private final Told told = new Told();
    private final AtomicReference<Instant> wall = new AtomicReference<>(Host.MONDAY);

    private EnrollmentEngine engine(EnrollmentEngineBuilder builder, String subject) {
        EnrollmentEngine engine = builder.listener(told).build();
        engine.enrollments().publish(plan);
        assertThat(engine.enrollments().enroll(plan.id(), host.person(subject)).enrolled())
                .as("enrolling is allowed while the engine holds")
                .isTrue();
        return engine;
    }

    private void jump(Duration by) {
        wall.updateAndGet(now -> now.plus(by));
    }

    @Test
    void theFirstEpochIsStoredAndAgreesFromThenOn() {
        engine(host.engine(email).epoch("prod"), "ann").workDue();
        engine(host.engine(email).epoch("prod"), "bob").workDue();

        assertThat(host.store.epochs().find()).contains("prod");
        assertThat(email.handed()).hasSize(2);
        assertThat(told.holds).isEmpty();
    }

    @Test
    void anotherEpochHoldsUntilItIsConfirmed_andSaysSoOnce() {
        host.store.epochs().establish("prod");
        EnrollmentEngine clone = engine(host.engine(email).epoch("staging"), "ann");

        assertThat(clone.workDue()).isZero();
        assertThat(clone.workDue()).isZero();
        assertThat(clone.holds()).containsOnlyKeys(HoldReason.EPOCH_MISMATCH);
        assertThat(clone.holds().get(HoldReason.EPOCH_MISMATCH)).contains("\"prod\"", "\"staging\"");
        assertThat(told.holds).containsExactly(HoldReason.EPOCH_MISMATCH);
        assertThat(email.handed()).isEmpty();

        clone.confirmEpoch("ops");

        assertThat(clone.holds()).isEmpty();
        assertThat(clone.workDue()).isPositive();
        assertThat(email.handed()).hasSize(1);
        assertThat(host.store.epochs().find()).contains("staging");
    }

    @Test
    void aConfirmationOnOneNodeCountsForTheOthersOfItsEpoch() {
        host.store.epochs().establish("prod");
        EnrollmentEngine one = engine(host.engine(email).epoch("staging"), "ann");
        EnrollmentEngine two = host.engine(email).epoch("staging").build();
        assertThat(two.workDue()).isZero();

        one.confirmEpoch("ops");

        assertThat(two.workDue()).isPositive();
    }

    @Test
    void withoutAnEpochOfTheHostNothingHoldsAndNothingCanBeConfirmed() {
        host.store.epochs().establish("prod");
        EnrollmentEngine engine = engine(host.engine(email), "ann");

        assertThat(engine.workDue()).isPositive();
        assertThatThrownBy(() -> engine.confirmEpoch("ops")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRealClockThatJumpsHoldsUntilItIsBack_andSaysSoOnceForEachJump() {
        EnrollmentEngine engine = engine(host.engine(email).realClock(wall::get), "ann");

        jump(Duration.ofHours(1));
        assertThat(engine.workDue()).isZero();
        assertThat(engine.workDue()).isZero();
        assertThat(engine.holds()).containsOnlyKeys(HoldReason.CLOCK_JUMP);
        assertThat(told.holds).containsExactly(HoldReason.CLOCK_JUMP);

        jump(Duration.ofMinutes(-58));
        assertThat(engine.holds()).isEmpty();
        assertThat(engine.workDue()).isPositive();
        assertThat(email.handed()).hasSize(1);

        jump(Duration.ofMinutes(-6));
        assertThat(engine.workDue()).isZero();
        assertThat(told.holds).containsExactly(HoldReason.CLOCK_JUMP, HoldReason.CLOCK_JUMP);
    }

    @Test
    void aJumpThatWasMeantIsConfirmed() {
        EnrollmentEngine engine = engine(host.engine(email).realClock(wall::get), "ann");
        jump(Duration.ofHours(1));
        assertThat(engine.workDue()).isZero();

        engine.confirmClock();

        assertThat(engine.workDue()).isPositive();
    }

    @Test
    void theLimitOfAJumpIsASetting() {
        EnrollmentEngine engine = engine(
                host.engine(email).realClock(wall::get).settings(s -> s.clockJumpLimit(Duration.ofHours(2))), "ann");
        jump(Duration.ofHours(1));

        assertThat(engine.workDue()).isPositive();
    }

    @Test
    void aSimulatedClockMayJump() {
        EnrollmentEngine engine = engine(host.engine(email), "ann");
        host.clock.advance(Duration.ofDays(365));

        assertThat(engine.holds()).isEmpty();
    }

    @Test
    void aStartedEngineHoldsAsAStateOfItsOwn_andGoesOnWhenItIsConfirmed() throws InterruptedException {
        host.store.epochs().establish("prod");
        engine(host.engine(email), "ann");
        try (EnrollmentEngine clone =
                host.engine(email).epoch("staging").listener(told).start()) {
            assertThat(told.next()).isEqualTo(EngineState.RUNNING);
            assertThat(told.next()).isEqualTo(EngineState.HOLD);
            assertThat(clone.state()).isEqualTo(EngineState.HOLD);
            assertThat(email.handed()).isEmpty();

            clone.confirmEpoch("ops");

            assertThat(told.next()).isEqualTo(EngineState.RUNNING);
        }
        assertThat(told.next()).isEqualTo(EngineState.TERMINATED);
        assertThat(email.handed()).hasSize(1);
    }

    /** What a listener was told. */
    private static final class Told implements EngineListener {

        private final List<HoldReason> holds = new ArrayList<>();
        private final BlockingQueue<EngineState> states = new LinkedBlockingQueue<>();

        @Override
        public synchronized void onHold(HoldReason reason, String detail) {
            holds.add(reason);
        }

        @Override
        public void onState(EngineState state) {
            states.add(state);
        }

        EngineState next() throws InterruptedException {
            EngineState state = states.poll(SECONDS, TimeUnit.SECONDS);
            if (state == null) {
                throw new AssertionError("no state was announced in time");
            }
            return state;
        }
    }
}
