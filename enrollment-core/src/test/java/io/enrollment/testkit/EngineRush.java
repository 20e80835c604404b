package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.CommandResult;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.MigrationRequest;
import io.enrollment.engine.OnArchive;
import io.enrollment.engine.RunRequest;
import io.enrollment.engine.Selection;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.report.ExportRequest;
import io.enrollment.run.RunId;
import io.enrollment.run.RunLimit;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link EngineChaos} does not race: two engines work on steps, runs and exports while a host enrolls within transactions
 * of its own, runs are confirmed and canceled, plans are archived, paused whole and migrated back, and people change their
 * minds. How many commands each thread gives: {@code -Denrollment.test.chaos=N}; from which seed: {@code
 * -Denrollment.test.chaos.seed=N}.
 */
public abstract class EngineRush {

    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final int COMMANDERS = 4;
    private static final int COMMANDS = Integer.getInteger("enrollment.test.chaos", 40);
    private static final long SEED = Long.getLong("enrollment.test.chaos.seed", 1);

    /** No window is shorter. */
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final AtomicInteger events = new AtomicInteger();

    /** A store without any contents. */
    protected abstract EnrollmentStore open();

    /** The host that uses this store. */
    protected abstract RushHost host(EnrollmentStore store);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverIsCommandedAtOnceTheLawsHold(boolean purging) {
        try (EnrollmentStore store = open();
                RushScene scene = new RushScene(store, host(store), SEED)) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger left = new AtomicInteger(COMMANDERS);
            Threads.inParallel(COMMANDERS + 4, thread -> {
                if (thread >= COMMANDERS) {
                    while (!over.get()) {
                        work(scene, (thread - COMMANDERS) % 2, thread < COMMANDERS + 2);
                    }
                    return 0;
                }
                try {
                    command(scene, thread, purging);
                } finally {
                    over.compareAndSet(false, left.decrementAndGet() == 0);
                }
                return 0;
            });
            drained(scene);
            RushLaws.check(scene, purging, "seed " + SEED);
        }
    }

    private static void work(RushScene scene, int engine, boolean steps) {
        if (steps) {
            scene.engines.get(engine).workDue();
        } else {
            scene.engines.get(engine).workRuns();
            scene.engines.get(engine).workExports();
        }
    }

    private void command(RushScene scene, int thread, boolean purging) {
        Random random = new Random(SEED * 37 + thread);
        for (int i = 0; i < COMMANDS; i++) {
            try {
                new Commander(scene, scene.door(random.nextInt(2)), thread, random, purging).one();
            } catch (NotFoundException gone) {
                assertThat(gone.getMessage()).startsWith("there is no ");
            }
        }
    }

    /** One command of one thread; each has people, and a plan or a channel, of its own, so that it knows what holds of them. */
    private final class Commander {

        private final RushScene scene;
        private final Enrollments door;
        private final int thread;
        private final Random random;
        private final boolean purging;

        Commander(RushScene scene, Enrollments door, int thread, Random random, boolean purging) {
            this.scene = scene;
            this.door = door;
            this.thread = thread;
            this.random = random;
            this.purging = purging;
        }

        void one() {
            switch (random.nextInt(20)) {
                case 0, 1 -> enroll(door);
                case 2, 3 -> scene.clock.advance(Duration.ofHours(1 + random.nextInt(30)));
                case 4, 5 -> startRun();
                case 6, 7 -> changeRun();
                case 8 -> export();
                case 9, 10 -> scene.host.transact(this::withinTransaction);
                case 11, 16 -> mind();
                case 12 -> reply();
                case 13 -> plans();
                case 14 -> bulk();
                case 17 -> pauseWide();
                case 18 -> resumeWide();
                default -> forget();
            }
        }

        private int ownPlace() {
            return random.nextInt(RushScene.PEOPLE / COMMANDERS) * COMMANDERS + thread;
        }

        private PlanId plan() {
            return RushScene.PLANS.get(random.nextInt(RushScene.PLANS.size()));
        }

        private EnrollRequest request() {
            EnrollRequest.Builder request = EnrollRequest.builder();
            return request.plan(plan())
                    .eventKey(EventKey.of("visit-" + random.nextInt(9)))
                    .replaceRunning(random.nextInt(4) == 0)
                    .build();
        }

        private void enroll(Enrollments into) {
            List<SubjectId> many = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                many.add(scene.somebody(random));
            }
            into.enrollAll(request(), many);
        }

        private void startRun() {
            RunPurpose purpose = List.of(
                            RunPurpose.DEFAULT,
                            RunPurpose.DEFAULT,
                            RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE,
                            RunPurpose.CAMPAIGN_SIMULATION,
                            RunPurpose.CRITERION_STATS)
                    .get(random.nextInt(5));
            boolean guarded = purpose == RunPurpose.DEFAULT && random.nextBoolean();
            RunRequest.Builder request = RunRequest.builder();
            request.plan(random.nextInt(3) == 0 ? plan() : RushScene.OWNERS)
                    .purpose(purpose)
                    .by(ANN)
                    .everybody(random.nextBoolean())
                    .limit(guarded ? Optional.of(RunLimit.count(random.nextInt(4))) : Optional.empty());
            scene.runs.add(door.runs().start(request.build()).id());
            if (random.nextInt(4) == 0) {
                scene.runs.add(
                        door.runs().evaluate(scene.subject(ownPlace()), ANN).id());
            }
            int place = ownPlace();
            scene.put(place, random.nextInt(3) == 0 ? "Truck" : "Civic");
        }

        private void changeRun() {
            int known = scene.runs.size();
            if (known == 0) {
                return;
            }
            RunId run = scene.runs.get(Math.max(0, known - 1 - random.nextInt(6)));
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (door.runs().cancel(run, ANN).status() == RunStatus.CANCELED) {
                        scene.canceled.add(run);
                    }
                }
                case 1 -> door.runs().decline(run, ANN);
                default -> door.runs().confirm(run, ANN);
            }
        }

        private void export() {
            int known = scene.exports.size();
            int what = random.nextInt(4);
            if (known == 0 || what < 2) {
                ExportRequest.Builder request = ExportRequest.builder();
                request.plan(plan()).requester("ann");
                scene.exports.add(door.exports().start(request.build()).id());
            } else if (what == 2) {
                door.exports().cancel(scene.exports.get(random.nextInt(known)));
            } else {
                door.exports().retry(scene.exports.get(random.nextInt(known)));
            }
        }

        /** What a host does with its own people, together or not at all. */
        private boolean withinTransaction(EnrollmentStore inside) {
            Enrollments within = door.within(inside);
            List<EnrollmentId> made = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                EnrollmentResult result = within.enroll(request(), scene.subject(ownPlace()));
                result.enrollment().filter(id -> result.enrolled()).ifPresent(made::add);
            }
            for (Enrollment one :
                    within.list(scene.subject(ownPlace()), PageRequest.first(3)).items()) {
                if (random.nextBoolean()) {
                    within.pause(one.id(), ANN);
                } else {
                    within.stop(one.id(), ANN);
                }
            }
            boolean commits = random.nextBoolean();
            if (!commits) {
                scene.takenBack.addAll(made);
            } else {
                scene.committing.addAll(made);
            }
            return commits;
        }

        /** Somebody wants no messages of a channel any more, or wants them again. */
        private void mind() {
            SubjectId who = scene.subject(ownPlace());
            ChannelKind channel = random.nextBoolean() ? ChannelKind.TEXT : ChannelKind.EMAIL;
            RushScene.Line line = new RushScene.Line(who, channel);
            switch (random.nextInt(4)) {
                case 0 -> {
                    scene.host.optOut(EngineScene.ACME, who, channel, scene.clock.instant());
                    scene.quiet(line);
                }
                case 1 -> {
                    hear(who, new InboundEvent.TextReply("STOP"));
                    scene.quiet(new RushScene.Line(who, ChannelKind.TEXT));
                }
                case 2 -> {
                    hear(who, new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfChannel(channel)));
                    scene.quiet(line);
                }
                default -> {
                    scene.loud(line);
                    scene.host.optIn(EngineScene.ACME, who, channel);
                }
            }
        }

        private InboundEvent hear(SubjectId who, InboundEvent.What what) {
            InboundEvent event = new InboundEvent(
                    "r-" + events.incrementAndGet(), scene.clock.instant(), new InboundEvent.About.Somebody(who), what);
            door.receive(event).results().stream()
                    .map(CommandResult::enrollment)
                    .forEach(scene::endedIfSo);
            return event;
        }

        private void reply() {
            SubjectId who = scene.somebody(random);
            InboundEvent event = hear(who, new InboundEvent.Reply(ChannelKind.EMAIL));
            for (Enrollment one : door.list(who, PageRequest.first(4)).items()) {
                scene.endedIfSo(door.undoReply(one.id(), event.id(), ANN).enrollment());
            }
        }

        private void plans() {
            PlanId own = RushScene.PLANS.get(thread);
            OnArchive running = random.nextBoolean() ? OnArchive.STOP_RUNNING : OnArchive.FINISH_RUNNING;
            switch (random.nextInt(5)) {
                case 0 -> door.planLife().archive(own, running, ANN);
                case 1, 2 -> door.planLife().unarchive(own);
                case 3 -> door.planLife().migrate(MigrationRequest.of(EnginePlans.DRIP, newest()), ANN);
                default -> door.planLife().undoMigration(EnginePlans.DRIP, 1, newest(), Duration.ofDays(3), ANN);
            }
        }

        private int newest() {
            return door.publish(EnginePlans.dripAnew()).version();
        }

        /** Each thread pauses a plan of its own, and the last one the texts. */
        private void pauseWide() {
            PlanId own = RushScene.PLANS.get(thread);
            if (thread == COMMANDERS - 1) {
                door.pauses().pauseChannel(ChannelKind.TEXT, ANN);
                scene.quiet(ChannelKind.TEXT);
            } else {
                door.pauses().pausePlan(own, ANN);
                scene.quiet(own);
            }
        }

        private void resumeWide() {
            PlanId own = RushScene.PLANS.get(thread);
            if (thread == COMMANDERS - 1) {
                scene.loud(ChannelKind.TEXT);
                door.pauses().resumeChannel(ChannelKind.TEXT, ANN);
            } else {
                scene.loud(own);
                door.pauses().resumePlan(own, ANN);
            }
        }

        private void bulk() {
            Selection all = random.nextBoolean() ? Selection.running(plan()) : Selection.of(scene.somebody(random));
            switch (random.nextInt(8)) {
                case 0 ->
                    door.each(all, id -> {
                        CommandResult stopped = door.stop(id, ANN);
                        scene.endedIfSo(stopped.enrollment());
                        return stopped;
                    });
                case 1, 2, 3 -> door.each(all, id -> door.pause(id, ANN));
                default -> door.each(all, id -> door.resume(id, ANN));
            }
        }

        private void forget() {
            int place = ownPlace();
            SubjectId gone = scene.subject(place);
            if (random.nextInt(3) == 0) {
                List<Enrollment> his = door.list(gone, PageRequest.first(200)).items();
                scene.replaced(place);
                door.erase(gone, ANN);
                his.forEach(state -> scene.quiet(state.id()));
                scene.erased.add(gone);
            } else if (purging) {
                door.purge(Duration.ofHours(1 + random.nextInt(200)));
            }
        }
    }

    /** Everything is let go, and time goes by until nothing waits for it. */
    private static void drained(RushScene scene) {
        scene.calm();
        Enrollments door = scene.door(0);
        for (PlanId plan : RushScene.PLANS) {
            door.planLife().unarchive(plan);
            door.pauses().resumePlan(plan, ANN);
        }
        door.pauses().resumeChannel(ChannelKind.TEXT, ANN);
        scene.erased.forEach(gone -> door.erase(gone, ANN));
        for (Enrollment state : StoreInvariants.everyEnrollment(scene.store.reader(), EngineScene.ACME)) {
            door.resume(state.id(), ANN);
        }
        for (int day = 0; day < 20; day++) {
            scene.clock.advance(Duration.ofDays(1));
            work(scene, day % 2, false);
            work(scene, day % 2, true);
            if (day < 3) {
                StoreInvariants.everyRun(scene.store.runs(), EngineScene.ACME).stream()
                        .filter(run -> run.awaits().isPresent())
                        .forEach(run -> door.runs().decline(run.id(), ANN));
            }
        }
        for (int moves = 0; moves < 1_000; moves++) {
            Optional<Instant> next = scene.engines.get(0).nextDue();
            if (next.isEmpty()) {
                return;
            }
            Instant soon = next.get().plus(HALF_AN_HOUR);
            scene.clock.moveTo(soon.isAfter(scene.clock.instant()) ? soon : scene.clock.instant());
            work(scene, moves % 2, true);
        }
    }
}
