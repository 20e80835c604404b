package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.MigrationRequest;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commands in a race with a worker, and with themselves, on threads: for every store. A message that was being handed off
 * when the command came stands and is logged; nothing is sent after it.
 */
public abstract class EngineRaces {

    private static final Command.By ANN = new Command.By("ann", "asked");

    private @Nullable EngineScene opened;

    /** A store without any contents. */
    protected abstract EnrollmentStore open();

    /** What is done while a message leaves. */
    @FunctionalInterface
    private interface Doing {
        void to(Enrollments door, EnrollmentId id);
    }

    @BeforeEach
    final void openScene() {
        opened = new EngineScene(open());
    }

    @AfterEach
    final void theLawsHold() {
        scene().check(true);
        scene().close();
        scene().store.close();
    }

    private EngineScene scene() {
        return Objects.requireNonNull(opened);
    }

    private EnrollmentId enrolled(PlanId plan) {
        return scene().acme(0).enroll(plan, scene().subject(0)).enrollment().orElseThrow();
    }

    /** A worker on another thread stands in the middle of a hand-off until this is done. */
    private Enrollment duringTheHandOff(Doing doing) {
        EnrollmentId id = enrolled(EnginePlans.DRIP);
        CountDownLatch leaving = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        scene().emails.interrupt(() -> {
            leaving.countDown();
            awaited(done);
        });
        Threads.inParallel(2, thread -> {
            if (thread == 0) {
                return scene().engines.get(0).workDue();
            }
            awaited(leaving);
            try {
                doing.to(scene().acme(1), id);
            } finally {
                done.countDown();
            }
            return 0L;
        });
        Enrollment after = scene().acme(0).find(id);
        assertThat(count(id, LogKind.SENT)).as("what left stands").isEqualTo(1);
        assertThat(after.counters().emailsSent()).isEqualTo(1);
        everythingThatIsDueIsDone();
        return after;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A month on both engines; the laws of the scene refuse any message that must not leave. */
    private void everythingThatIsDueIsDone() {
        for (int day = 0; day < 30; day++) {
            scene().clock.advance(Duration.ofDays(1));
            scene().engines.forEach(EnrollmentEngine::workDue);
        }
    }

    private long count(EnrollmentId id, LogKind kind) {
        return scene().acme(0).log(id, PageRequest.first(1000)).items().stream()
                .map(LogEntry::kind)
                .filter(kind::equals)
                .count();
    }

    @Test
    void aPauseDuringAHandOffHoldsWhatComesAfterIt() {
        assertThat(duringTheHandOff((door, id) -> door.pause(id, ANN)).status()).isEqualTo(EnrollmentStatus.PAUSED);
    }

    @Test
    void aStopDuringAHandOffIsTheEnd() {
        assertThat(duringTheHandOff((door, id) -> door.stop(id, ANN)).status()).isEqualTo(EnrollmentStatus.STOPPED);
    }

    @Test
    void aRemovalDuringAHandOffIsTheEnd() {
        assertThat(duringTheHandOff((door, id) -> door.remove(id, ANN)).removed())
                .isTrue();
    }

    @Test
    void anUnsubscribeDuringAHandOffIsTheEnd() {
        Enrollment after = duringTheHandOff(
                (door, id) -> door.receive(about(id, new InboundEvent.Unsubscribe(new InboundEvent.Scope.All()))));
        assertThat(after.status()).isEqualTo(EnrollmentStatus.STOPPED);
    }

    @Test
    void anErasureDuringAHandOffIsTheEnd() {
        Enrollment after = duringTheHandOff((door, id) -> {
            door.erase(scene().subject(0), ANN);
            scene().gone(0);
        });
        assertThat(after.status()).isEqualTo(EnrollmentStatus.STOPPED);
        assertThat(after.subjectName()).isEmpty();
    }

    @Test
    void aMigrationDuringAHandOffGoesOnByTheVersionThatItIsOnNow() {
        assertThat(scene().acme(0).publish(EnginePlans.dripAnew()).version()).isEqualTo(2);
        Enrollment after =
                duringTheHandOff((door, id) -> door.planLife().migrate(MigrationRequest.of(EnginePlans.DRIP, 1), ANN));
        assertThat(after.version()).isEqualTo(1);
        assertThat(after.step()).contains(StepKey.of("nudge"));
    }

    private InboundEvent about(EnrollmentId id, InboundEvent.What what) {
        return new InboundEvent("v-1", scene().clock.instant(), new InboundEvent.About.One(id), what);
    }

    /** The same command on two engines at the same moment: one changes something. */
    private void onceOf(EnrollmentId id, LogKind kind, Race race) {
        List<Boolean> changed = Threads.inParallel(4, thread -> race.run(scene().acme(thread), id, by(thread)));
        assertThat(changed).as("%s at once", kind).containsOnlyOnce(true);
        assertThat(count(id, kind)).isEqualTo(1);
    }

    /** A command that tells whether it changed something. */
    @FunctionalInterface
    private interface Race {
        boolean run(Enrollments door, EnrollmentId id, Command.By by);
    }

    /** Each by somebody else. */
    private static Command.By by(int thread) {
        return new Command.By("person-" + thread, "asked");
    }

    @Test
    void ofTheSameCommandsAtOnceOneChangesSomething() {
        EnrollmentId id = enrolled(EnginePlans.DRIP);
        onceOf(id, LogKind.PAUSED, (door, one, by) -> door.pause(one, by).changed());
        onceOf(id, LogKind.RESUMED, (door, one, by) -> door.resume(one, by).changed());
        onceOf(
                id,
                LogKind.SKIPPED,
                (door, one, by) -> door.skipStep(one, StepKey.of("hello"), by).changed());
        onceOf(id, LogKind.STOPPED, (door, one, by) -> door.stop(one, by).changed());
        onceOf(id, LogKind.REMOVED, (door, one, by) -> door.remove(one, by).changed());
    }

    @Test
    void ofTwoRestartsAtOnceOneIsDone() {
        EnrollmentId id = enrolled(EnginePlans.DRIP);
        scene().acme(0).stop(id, ANN);
        List<Boolean> changed = Threads.inParallel(
                4, thread -> scene().acme(thread).restart(id, by(thread)).changed());
        assertThat(changed).containsOnlyOnce(true);
        assertThat(scene().acme(0).list(EnginePlans.DRIP, PageRequest.first(10)).items())
                .hasSize(2);
    }

    @Test
    void ofTheSameDispositionsAtOnceOneCounts() {
        EnrollmentId id = enrolled(EnginePlans.KEEP);
        scene().engines.get(0).workDue();
        onceOf(
                id,
                LogKind.DISPOSED,
                (door, one, by) ->
                        door.dispose(one, StepKey.of("prepare"), "done", by).changed());
        assertThat(scene().acme(0).find(id).done()).contains(StepKey.of("prepare"));
    }

    @Test
    void anEventThatIsToldOnManyThreadsAtOnceCountsOnce() {
        EnrollmentId id = enrolled(EnginePlans.DRIP);
        scene().engines.get(0).workDue();
        InboundEvent reply = about(id, new InboundEvent.Reply(ChannelKind.EMAIL));
        onceOf(id, LogKind.REPLIED, (door, one, by) -> door.receive(reply).changed());
        assertThat(scene().acme(0).find(id).counters().emailsReplied()).isEqualTo(1);
    }
}
