package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.MigrationRequest;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.LifeCycle.Passage;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The laws of engines at work on the store in memory, where there is time for many trials. */
class EngineStateTest extends EngineStateProperties {

    /** What has to be seen: every command that changes something, says no, or says that it is so already; every event. */
    private static final List<String> SEEN = List.of(
            "PAUSE changed, PAUSE refused, PAUSE repeated, RESUME changed, RESUME refused, RESUME repeated",
            "STOP changed, STOP repeated, REMOVE changed, REMOVE repeated, RETRY changed, RETRY refused",
            "EXPIRE changed, EXPIRE repeated, SKIP changed, SKIP refused, HURRY changed, HURRY refused",
            "RESTART changed, RESTART refused, RESOLVE sent, RESOLVE not sent, REASSIGN changed, REASSIGN refused, DISPOSE changed, DISPOSE refused",
            "CALL_BACK changed, CALL_BACK refused, UNDO_REPLY changed, PAUSE_MANY changed",
            "RESUME_MANY changed, MIGRATE moved, ARCHIVE, ERASE, FOREIGN of another, FOREIGN unknown, WORK crashed",
            "HEAR Delivered changed, HEAR Opened changed, HEAR Clicked changed, HEAR Reply changed, HEAR_AGAIN",
            "HEAR TextReply changed, HEAR OutOfOffice changed, HEAR Bounce changed, HEAR Complaint changed",
            "HEAR Unsubscribe changed, HEAR Custom changed, ENROLL enrolled, ENROLL refused");

    /** Ways that chance takes too seldom to count on. The examples take them, but for the first two. */
    private static final Set<Passage> SELDOM = Set.of(
            Passage.of(EnrollmentStatus.PENDING_DEPLOYMENT, EnrollmentStatus.QUEUED),
            Passage.of(EnrollmentStatus.PENDING_DEPLOYMENT, EnrollmentStatus.ASSIGNED),
            Passage.of(EnrollmentStatus.PENDING_DEPLOYMENT, EnrollmentStatus.COMPLETED),
            Passage.of(EnrollmentStatus.PENDING_DEPLOYMENT, EnrollmentStatus.FAILED),
            Passage.of(EnrollmentStatus.PENDING_DEPLOYMENT, EnrollmentStatus.EXPIRED),
            Passage.of(EnrollmentStatus.QUEUED, EnrollmentStatus.COMPLETED),
            Passage.of(EnrollmentStatus.PAUSED, EnrollmentStatus.FAILED),
            Passage.of(EnrollmentStatus.FAILED, EnrollmentStatus.QUEUED),
            Passage.of(EnrollmentStatus.FAILED, EnrollmentStatus.COMPLETED),
            Passage.of(EnrollmentStatus.FAILED, EnrollmentStatus.EXPIRED));

    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final EngineMove REFUSE_AN_EMAIL = new EngineMove(EngineMove.Kind.ANSWER, 1, 0);
    private static final EngineMove SEVEN_HOURS = new EngineMove(EngineMove.Kind.PASS_TIME, 2, 0);
    private static final EngineMove WORK = new EngineMove(EngineMove.Kind.WORK, 0, 0);

    private final AtomicReference<Instant> leaseTime = new AtomicReference<>(Instant.EPOCH);

    @Override
    protected EnrollmentStore open() {
        return InMemoryEnrollmentStore.create(leaseTime::get);
    }

    @Override
    protected void advanceLeases(Duration by) {
        leaseTime.updateAndGet(now -> now.plus(by));
    }

    @Example
    void aHeldMessageFailsWhenItIsRefused() {
        EngineMove next = new EngineMove(EngineMove.Kind.GO_TO_NEXT_DUE, 0, 0);

        List<EngineMove> refused =
                List.of(SEVEN_HOURS, SEVEN_HOURS, WORK, REFUSE_AN_EMAIL, REFUSE_AN_EMAIL, REFUSE_AN_EMAIL, next, next);
        assertThat(taken(refused)).contains(Passage.of(EnrollmentStatus.PENDING_DEPLOYMENT, EnrollmentStatus.FAILED));
    }

    @Example
    void aFirstStepThatFailedIsTriedAgainOrExpires() {
        assertThat(taken(onEach(EngineMove.Kind.RETRY)))
                .contains(Passage.of(EnrollmentStatus.FAILED, EnrollmentStatus.QUEUED));
        assertThat(taken(onEach(EngineMove.Kind.EXPIRE)))
                .contains(Passage.of(EnrollmentStatus.FAILED, EnrollmentStatus.EXPIRED));
    }

    @Example
    void whatFailedInItsLastStepIsCompletedWhenThatIsLeftOut() {
        Plan brief = Plan.forPeople("brief").email("only", "only").build();
        try (EnrollmentStore store = open();
                EngineScene scene = new EngineScene(store)) {
            Enrollments acme = scene.acme(0);
            acme.publish(brief);
            EnrollmentId id =
                    acme.enroll(brief.id(), scene.subject(0)).enrollment().orElseThrow();
            scene.emails.answer(ToldChannel.Answer.REJECT);
            scene.engines.get(1).workDue();
            acme.skipStep(id, StepKey.of("only"), ANN);
            scene.check(true);
            assertThat(scene.laws.passages()).endsWith(Passage.of(EnrollmentStatus.FAILED, EnrollmentStatus.COMPLETED));
        }
    }

    /** A message that is held over night, and what happens then, on one person. */
    private List<Passage> heldOverNight(BiConsumer<EngineScene, EnrollmentId> then) {
        Plan held = Plan.forPeople("held")
                .email("first", "first")
                .within(SendWindow.daily("08:00", "18:00"))
                .call("ring", "sales")
                .build();
        try (EnrollmentStore store = open();
                EngineScene scene = new EngineScene(store)) {
            Enrollments acme = scene.acme(0);
            acme.publish(held);
            EnrollmentId id =
                    acme.enroll(held.id(), scene.subject(0)).enrollment().orElseThrow();
            scene.clock.advance(Duration.ofHours(14));
            scene.engines.get(0).workDue();
            then.accept(scene, id);
            scene.clock.advance(Duration.ofHours(9));
            scene.engines.get(1).workDue();
            scene.check(true);
            return scene.laws.passages();
        }
    }

    @Example
    void aHeldMessageExpiresOrIsDoneWith() {
        assertThat(heldOverNight((scene, id) -> scene.acme(0).expire(id, EndCause.NO_LONGER_MATCHES, ANN)))
                .endsWith(Passage.of(EnrollmentStatus.PENDING_DEPLOYMENT, EnrollmentStatus.EXPIRED));
        assertThat(heldOverNight(EngineStateTest::moveToAPlanThatEnds))
                .endsWith(Passage.of(EnrollmentStatus.PENDING_DEPLOYMENT, EnrollmentStatus.COMPLETED));
    }

    /** In the next version the held message is the last step. */
    private static void moveToAPlanThatEnds(EngineScene scene, EnrollmentId id) {
        Plan next = Plan.forPeople("held").email("first", "first").build();
        int version = scene.acme(0).publish(next).version();
        scene.acme(0).planLife().migrate(MigrationRequest.of(next.id(), version), ANN);
        assertThat(scene.acme(0).skipStep(id, StepKey.of("first"), ANN).changed())
                .isTrue();
    }

    @Example
    void aPlanOfOneStepIsCompletedAtOnce() {
        Plan brief = Plan.forPeople("brief").email("only", "only").build();
        try (EnrollmentStore store = open();
                EngineScene scene = new EngineScene(store)) {
            scene.acme(0).publish(brief);
            scene.acme(0).enroll(brief.id(), scene.subject(0));
            scene.engines.get(0).workDue();
            scene.check(true);
            assertThat(scene.laws.passages()).endsWith(Passage.of(EnrollmentStatus.QUEUED, EnrollmentStatus.COMPLETED));
        }
    }

    @Example
    void whatIsMissedInAPauseLeadsToAStepThatFails() {
        Plan dated = Plan.forPeople("dated")
                .email("news", "news")
                .after(Delay.hours(1))
                .waitUntilAttribute("birthday", "birthday", Period.ZERO)
                .with(plan -> plan.onResume(OnResume.SKIP_MISSED))
                .build();
        try (EnrollmentStore store = open();
                EngineScene scene = new EngineScene(store)) {
            Enrollments acme = scene.acme(0);
            acme.publish(dated);
            EnrollmentId id =
                    acme.enroll(dated.id(), scene.subject(0)).enrollment().orElseThrow();
            acme.pause(id, ANN);
            scene.clock.advance(Duration.ofDays(1));
            acme.resume(id, ANN);
            scene.check(true);
            assertThat(scene.laws.passages()).endsWith(Passage.of(EnrollmentStatus.PAUSED, EnrollmentStatus.FAILED));
        }
    }

    /** A command on every enrollment that has not ended, after an email was refused. */
    private static List<EngineMove> onEach(EngineMove.Kind command) {
        List<EngineMove> moves = new ArrayList<>(List.of(REFUSE_AN_EMAIL, WORK));
        IntStream.range(0, EngineScene.PEOPLE + 1)
                .mapToObj(i -> new EngineMove(command, 5 * i + 1, 1))
                .forEach(moves::add);
        return moves;
    }

    private List<Passage> taken(List<EngineMove> moves) {
        EngineSightings sightings = new EngineSightings();
        run(moves, sightings);
        return sightings.passages();
    }

    /** One seed, so that it is no matter of chance whether something rare comes up. */
    @Property(tries = 1000, seed = "42", shrinking = ShrinkingMode.BOUNDED)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void theLawsHoldAndEveryWayBetweenStatesIsTaken(@ForAll("moves") List<EngineMove> moves) {
        EngineSightings sightings = new EngineSightings();

        run(moves, sightings);

        sightings.done().forEach(what -> Statistics.label("done").collect(what));
        sightings.passages().forEach(way -> Statistics.label("passage").collect(way));
        everythingIsSeen();
    }

    private static void everythingIsSeen() {
        Statistics.label("passage")
                .coverage(ways -> LifeCycle.passages().stream()
                        .filter(way -> !SELDOM.contains(way))
                        .forEach(way -> ways.check(way).count(count -> count > 0)));
        Statistics.label("done")
                .coverage(all -> SEEN.stream()
                        .flatMap(line -> List.of(line.split(", ")).stream())
                        .forEach(what -> all.check(what).count(count -> count > 0)));
    }
}
