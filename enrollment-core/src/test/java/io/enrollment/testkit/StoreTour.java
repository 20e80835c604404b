package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;

import io.enrollment.eligibility.CheckName;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.CircuitBreaker;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.MessageCap;
import io.enrollment.plan.MessageCaps;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.Counter;
import io.enrollment.report.ExportStatus;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.CapPlace;
import io.enrollment.spi.CapRequest;
import io.enrollment.spi.CapStore;
import io.enrollment.spi.Checkpoint;
import io.enrollment.spi.Claim;
import io.enrollment.spi.EnrollmentOrder;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.Erasure;
import io.enrollment.spi.ExportLease;
import io.enrollment.spi.ExportStore;
import io.enrollment.spi.Keep;
import io.enrollment.spi.Lease;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PauseStore;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.RunClaim;
import io.enrollment.spi.RunQuery;
import io.enrollment.spi.ScheduleMark;
import io.enrollment.spi.ScheduleStore;
import io.enrollment.spi.Settlement;
import io.enrollment.spi.StepQueue;
import io.enrollment.spi.WidePause;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a store do everything that it can do at least once, so that what it does can be watched: its statements, its logs. */
public final class StoreTour {

    private static final PageRequest ONE = PageRequest.first(1);

    private static final int MANY = 150;

    private final Scene scene;

    private StoreTour(Scene scene) {
        this.scene = scene;
    }

    /** Takes a store without any contents through everything. */
    public static void take(EnrollmentStore store) {
        StoreTour tour = new StoreTour(new Scene(store));
        tour.plans();
        Enrollment ann = tour.enrollAndSettle();
        tour.together();
        tour.command(ann);
        tour.read(ann);
        tour.caps();
        tour.pauses();
        tour.erase();
        tour.audit();
        tour.purge();
        tour.count();
        tour.schedule();
        tour.run();
        tour.export();
    }

    private void plans() {
        PlanVersion one = scene.store().plans().publish(ACME, PlanStoreTests.plan("p", "t"), "a".repeat(64), T0);
        scene.store().plans().find(ACME, one.id(), 1);
        scene.store().plans().newest(ACME, one.id());
        scene.store().plans().all(ACME);
    }

    private void export() {
        ExportStore exports = scene.store().exports();
        ExportStatus asked = exports.create(ExportTests.asked(ACME, "x", T0));
        ExportLease lease = exports.claim(ExportTests.request(T0)).orElseThrow().lease();
        exports.prolong(lease, Scene.LEASE);
        ExportStatus written = ExportTests.after(asked).rows(1).build();
        exports.settle(lease, written, Scene.LEASE);
        exports.release(lease);
        exports.create(ExportTests.asked(ACME, "y", T0));
        StoreInvariants.every(page -> exports.list(ACME, page), 1);
        ExportStatus over = ExportTests.after(written)
                .state(ExportStatus.State.CANCELED)
                .endedAt(T0)
                .build();
        exports.change(written, over);
        PurgeRequest one = new PurgeRequest(ACME, T0.plusSeconds(1), 1, Optional.empty());
        exports.purge(one).ifPresent(next -> exports.purge(one.after(next)));
    }

    private void run() {
        RunScene runs = new RunScene(scene);
        EnrollerRun run = runs.created("r-1");
        runs.store().create(run);
        runs.store().earliestDue();
        RunClaim claim = runs.begun();
        EnrollerRun after = runs.recorded(
                claim, runs.chunk(claim.run(), "first", Optional.of("k"), List.of("run-a"), List.of("run-b")));
        runs.store().found(ACME, run.id(), List.of(SubjectId.of("run-a")));
        runs.store().release(claim.lease());
        runs.store().change(after, RunCourse.canceled(after, "ann", T0));
        RunQuery.Builder query = RunQuery.builder();
        runs.store().list(query.organization(ACME).build(), ONE);
        runs.store().list(query.plan(WELCOME).build(), ONE);
        CandidateQuery.Builder candidates = CandidateQuery.builder();
        candidates.organization(ACME).run(run.id());
        StoreInvariants.every(page -> runs.store().candidates(candidates.build(), page), 1);
        runs.store()
                .candidates(
                        candidates
                                .valid(true)
                                .addStatuses(CandidateStatus.SUCCESS)
                                .build(),
                        ONE);
        runs.store()
                .candidates(
                        candidates
                                .valid(false)
                                .check(CheckName.VALID_EMAIL)
                                .reason("X")
                                .build(),
                        ONE);
        runs.store().candidates(ACME, SubjectId.of("run-a"), ONE);
    }

    private void schedule() {
        ScheduleStore schedules = scene.store().schedules();
        ScheduleMark mark = new ScheduleMark(ACME, WELCOME, T0, Optional.of(T0));
        schedules.move(Optional.empty(), mark);
        schedules.move(Optional.of(mark), new ScheduleMark(ACME, WELCOME, T0.plusSeconds(1), Optional.of(T0)));
        schedules.find(ACME, WELCOME);
        schedules.due(T0, 1);
        schedules.earliest();
    }

    private Enrollment enrollAndSettle() {
        Enrollment ann = scene.first("ann");
        scene.enroll(made(ann, "visit-1"));
        scene.enroll(made(scene.first("ann"), "visit-2"));
        scene.enroll(made(scene.first("ann"), "visit-1"));
        scene.enrolled("bob");
        scene.enroll(scene.refusedItem(scene.first("carl"), "EMAIL_MISSING"));
        List<Claim> claims = scene.claim(10);
        scene.store().steps().mark(List.of(claims.get(0).lease()));
        scene.store().steps().extend(List.of(claims.get(0).lease()), Scene.LEASE);
        Settlement sent = Moves.sent(claims.get(0), T0, T0);
        scene.settle(sent);
        scene.settle(sent);
        scene.settle(Moves.completed(claims.get(1), T0));
        scene.settle(Moves.failed(claims.get(1), T0));
        scene.store().steps().release(List.of(scene.claimOne().lease()));
        scene.store().steps().earliestDue();
        return sent.after();
    }

    /** Many in one call, each way that the place of an enrollment in the queue can go at a settlement. */
    private void together() {
        List<SubjectId> subjects = Stream.of("kim", "kay", "liv", "lea")
                .map(scene::enrolled)
                .map(Enrollment::subject)
                .toList();
        List<Claim> claims = scene.claim(10);
        List<Claim> ours = claims.stream()
                .filter(claim -> subjects.contains(claim.enrollment().subject()))
                .toList();
        StepQueue steps = scene.store().steps();
        steps.mark(leases(ours));
        steps.extend(leases(ours), Scene.LEASE);
        Keep keep = new Keep(T0, Scene.LEASE);
        steps.settle(ours.stream()
                .map(claim -> Moves.sent(claim, T0, T0).keeping(keep))
                .toList());
        List<Claim> kept = ours.stream()
                .map(claim -> goingOn(claim, Moves.sent(claim, T0, T0).after()))
                .toList();
        steps.settle(kept.stream().map(claim -> Moves.sent(claim, T0, T0)).toList());
        steps.release(leases(claims));
        List<Claim> again = scene.claim(10);
        steps.settle(again.stream()
                .filter(claim -> subjects.contains(claim.enrollment().subject()))
                .map(claim -> Moves.completed(claim, T0))
                .toList());
        steps.release(leases(again));
    }

    private static Claim goingOn(Claim claim, Enrollment after) {
        return new Claim(after, claim.lease().next(), false, claim.firstClaimedAt(), false);
    }

    private static List<Lease> leases(List<Claim> claims) {
        return claims.stream().map(Claim::lease).toList();
    }

    private void command(Enrollment state) {
        scene.claimOne();
        Enrollment paused = scene.applied(Moves.paused(state, T0));
        scene.apply(Moves.stopped(state, T0));
        Enrollment resumed = scene.applied(Moves.resumed(paused, T0, T0));
        Enrollment restarted =
                scene.first(state.organization(), state.plan(), state.subject().value(), T0);
        scene.enroll(Scene.replacing(restarted, Moves.stopped(resumed, T0)));
        Enrollment again = scene.applied(Moves.paused(restarted, T0));
        scene.applied(Moves.resumed(again, T0, T0));
    }

    private void caps() {
        Lease lease = new Lease(ACME, SubjectId.of("capped"), EnrollmentId.of("e-1"), 1, "token");
        CapPlace place = new CapPlace(lease, new IdempotencyKey("k"), ChannelKind.EMAIL);
        MessageCaps daily =
                MessageCaps.builder().addCap(MessageCap.perLocalDay(1)).build();
        CapStore caps = scene.store().caps();
        caps.take(List.of(new CapRequest(place, daily, ZoneOffset.UTC, T0)));
        caps.take(List.of(new CapRequest(place, daily, ZoneOffset.UTC, T0.plusSeconds(1))));
        caps.giveBack(List.of(place));
        caps.purge(new PurgeRequest(ACME, T0.plusSeconds(1), 10, Optional.empty()));
    }

    private void pauses() {
        WidePause.Key key = new WidePause.Key(ACME, new WidePause.OfPlan(WELCOME), PauseCause.PLAN);
        WidePause pause = new WidePause(key, WidePause.Phase.PAUSING, T0, new Command.By("ann", "why"));
        PauseStore pauses = scene.store().pauses();
        pauses.replace(Optional.empty(), Optional.of(pause));
        pauses.of(List.of(ACME));
        pauses.unfinished(5);
        pauses.replace(Optional.of(pause), Optional.empty());
        scene.store().checkpoints().put(ACME, WELCOME, new Checkpoint(T0, CircuitBreaker.Totals.ZERO), T0);
        scene.store().checkpoints().of(ACME, WELCOME);
    }

    private void erase() {
        Enrollment gone = scene.enrolled("gone");
        scene.applied(Moves.stopped(gone, T0));
        scene.store().erasures().erase(new Erasure(ACME, gone.subject(), Set.of("h"), text -> "0".repeat(64), T0));
        scene.store().erasures().erased(ACME, List.of("h"));
        scene.store().plans().archive(ACME, WELCOME, Optional.of(T0));
        scene.store().plans().archivedAt(ACME, WELCOME);
        scene.store().plans().archive(ACME, WELCOME, Optional.empty());
    }

    private void audit() {
        AuditStore audit = scene.store().audit();
        StoreInvariants.every(page -> audit.records(ACME, page), 1).forEach(record -> audit.realign(ACME, record));
        audit.correct(ACME, WELCOME, Map.of(new Counter.InStatus(EnrollmentStatus.QUEUED), 1L));
    }

    /** So much that a store may fold what it keeps. */
    private void count() {
        for (int i = 0; i < MANY; i++) {
            scene.enrolled("many-" + i);
        }
        scene.store().reader().counts(ACME, WELCOME);
    }

    private void purge() {
        Enrollment old = scene.applied(Moves.stopped(scene.enrolled("old"), T0));
        scene.purge(ACME, T0.plusSeconds(60), 1);
        scene.apply(Moves.noted(old, T0));
    }

    /** As the engine makes them, unlike those of the rest of the tour. */
    private void lookByMarkedId() {
        Enrollment first = scene.marked("marked", "marked");
        scene.enroll(Scene.made(first));
        scene.store().reader().load(ACME, List.of(first.id()));
        scene.store().reader().log(ACME, first.id(), ONE);
        scene.store().reader().decisions(ACME, first.id(), ONE);
        scene.store().audit().record(ACME, first.id());
    }

    private void read(Enrollment state) {
        EnrollmentReader reader = scene.store().reader();
        reader.load(ACME, List.of(state.id()));
        lookByMarkedId();
        reader.history(ACME, List.of(state.subject()));
        reader.countByStatus(ACME, WELCOME);
        StoreInvariants.every(page -> reader.log(ACME, state.id(), page), 1);
        EnrollmentQuery.Builder byName = EnrollmentQuery.builder();
        byName.organization(ACME).plan(WELCOME).order(EnrollmentOrder.NAME);
        scene.enrolled("due-1");
        scene.enrolled("due-2");
        EnrollmentQuery.Builder nextDue = EnrollmentQuery.builder();
        nextDue.organization(ACME).plan(WELCOME).order(EnrollmentOrder.NEXT_DUE);
        StoreInvariants.every(page -> reader.find(nextDue.build(), page), 1);
        StoreInvariants.every(page -> reader.find(byName.build(), page), 1);
        for (Optional<PlanId> plan : List.of(Optional.of(WELCOME), Optional.<PlanId>empty())) {
            for (Optional<SubjectId> subject : List.of(Optional.of(state.subject()), Optional.<SubjectId>empty())) {
                EnrollmentQuery.Builder query = EnrollmentQuery.builder();
                query.organization(ACME).plan(plan).subject(subject);
                StoreInvariants.every(page -> reader.find(query.build(), page), 1);
                reader.find(query.addStatuses(EnrollmentStatus.QUEUED).build(), ONE);
                StoreInvariants.every(page -> reader.attempts(ACME, plan, subject, page), 1);
            }
        }
    }
}
