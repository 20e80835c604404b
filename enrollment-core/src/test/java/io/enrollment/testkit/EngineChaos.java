package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.MigrationRequest;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Two engines work while many threads command them at the same time, for every store. Channels keep their own account. How many
 * commands each thread gives: {@code -Denrollment.test.chaos=N}; from which seed: {@code -Denrollment.test.chaos.seed=N}.
 */
public abstract class EngineChaos {

    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final int COMMANDERS = 4;
    private static final int COMMANDS = Integer.getInteger("enrollment.test.chaos", 60);
    private static final long SEED = Long.getLong("enrollment.test.chaos.seed", 1);
    private static final List<String> DISPOSITIONS = List.of("done", "no-answer", "spoke", "appointment");
    private static final List<InboundEvent.What> HEARD = List.of(
            new InboundEvent.Reply(ChannelKind.EMAIL),
            new InboundEvent.TextReply("STOP"),
            new InboundEvent.TextReply("start"),
            new InboundEvent.OutOfOffice(Optional.empty()),
            new InboundEvent.Bounce(ChannelKind.EMAIL, false),
            new InboundEvent.Bounce(ChannelKind.TEXT, true),
            new InboundEvent.Complaint(ChannelKind.EMAIL),
            new InboundEvent.Unsubscribe(new InboundEvent.Scope.All()),
            new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfPlan(EnginePlans.DRIP)),
            new InboundEvent.Custom("visit"));

    private final AtomicInteger events = new AtomicInteger();

    /** A store without any contents. */
    protected abstract EnrollmentStore open();

    @Test
    void whateverIsCommandedAtOnceTheLawsHold() {
        try (EnrollmentStore store = open();
                ChaosScene scene = new ChaosScene(store, SEED)) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger left = new AtomicInteger(COMMANDERS);
            Threads.inParallel(COMMANDERS + scene.engines.size(), thread -> {
                if (thread >= COMMANDERS) {
                    work(scene, thread - COMMANDERS, over);
                    return 0;
                }
                try {
                    command(scene, thread);
                } finally {
                    over.compareAndSet(false, left.decrementAndGet() == 0);
                }
                return 0;
            });
            drained(scene);
            check(scene);
        }
    }

    private static void work(ChaosScene scene, int engine, AtomicBoolean over) {
        while (!over.get()) {
            scene.work(engine);
        }
    }

    private void command(ChaosScene scene, int thread) {
        Random random = new Random(SEED * 31 + thread);
        for (int i = 0; i < COMMANDS; i++) {
            try {
                one(scene, thread, random);
            } catch (NotFoundException erased) {
                assertThat(erased.getMessage()).startsWith("there is no ");
            }
        }
    }

    private void one(ChaosScene scene, int thread, Random random) {
        Enrollments door = scene.door(random.nextInt(2));
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> enroll(scene, door, random);
            case 3 -> scene.clock.advance(Duration.ofHours(1 + random.nextInt(30)));
            case 4, 5 -> hear(scene, door, random);
            case 6 -> wide(door, random);
            case 7 -> erase(scene, door, thread, random);
            case 8 -> migrate(door, random);
            case 9 -> resolve(scene, door, random);
            default -> scene.any(random).ifPresent(state -> commanded(scene, door, state, thread, random));
        }
    }

    private static void enroll(ChaosScene scene, Enrollments door, Random random) {
        EnrollRequest.Builder request = EnrollRequest.builder();
        request.plan(EnginePlans.ALL.get(random.nextInt(3)))
                .eventKey(EventKey.of("visit-" + random.nextInt(9)))
                .replaceRunning(random.nextInt(4) == 0);
        List<SubjectId> many = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            many.add(scene.somebody(random));
        }
        door.enrollAll(request.build(), many);
    }

    /** Each event is told by two engines; the second time changes nothing of what it concerned. */
    private void hear(ChaosScene scene, Enrollments door, Random random) {
        InboundEvent.What what = HEARD.get(random.nextInt(HEARD.size()));
        InboundEvent.About about = new InboundEvent.About.Somebody(scene.somebody(random));
        InboundEvent event = new InboundEvent("v-" + events.incrementAndGet(), scene.clock.instant(), about, what);
        door.receive(event).results().stream()
                .map(result -> result.enrollment())
                .forEach(scene::endedIfSo);
        scene.door(1).receive(event);
    }

    private static void wide(Enrollments door, Random random) {
        PlanId plan = EnginePlans.ALL.get(random.nextInt(3));
        switch (random.nextInt(4)) {
            case 0 -> door.pauses().pausePlan(plan, ANN);
            case 1 -> door.pauses().pauseChannel(ChannelKind.TEXT, ANN);
            case 2 -> door.pauses().resumeChannel(ChannelKind.TEXT, ANN);
            default -> door.pauses().resumePlan(plan, ANN);
        }
    }

    /** Each thread has people of its own to erase and to hold, so that it knows what holds when it has done so. */
    private static void erase(ChaosScene scene, Enrollments door, int thread, Random random) {
        int place = random.nextInt(ChaosScene.PEOPLE / COMMANDERS) * COMMANDERS + thread;
        SubjectId gone = scene.subject(place);
        if (random.nextInt(4) == 0) {
            List<Enrollment> his = door.list(gone, PageRequest.first(200)).items();
            scene.replaced(place);
            door.erase(gone, ANN);
            his.stream().map(state -> door.find(state.id())).forEach(scene::endedIfSo);
            scene.erased(gone);
        }
    }

    private static void migrate(Enrollments door, Random random) {
        int newest = door.publish(EnginePlans.dripAnew()).version();
        door.planLife().migrate(MigrationRequest.of(EnginePlans.DRIP, random.nextBoolean() ? 1 : newest), ANN);
    }

    private static void resolve(ChaosScene scene, Enrollments door, Random random) {
        for (UncertainOutcome one : door.uncertain().list(PageRequest.first(3)).items()) {
            if (random.nextBoolean()) {
                door.uncertain().wasSent(one.enrollment(), one.step(), ANN);
            } else {
                scene.texts.forget(IdempotencyKey.of(one.enrollment(), one.step(), 1));
                door.uncertain().wasNotSent(one.enrollment(), one.step(), ANN);
            }
        }
    }

    private static void commanded(ChaosScene scene, Enrollments door, Enrollment state, int thread, Random random) {
        EnrollmentId id = state.id();
        StepKey step = state.step().orElse(StepKey.of("hello"));
        boolean mine = scene.place(state.subject()) % COMMANDERS == thread;
        switch (random.nextInt(8)) {
            case 0 -> scene.endedIfSo(door.stop(id, ANN).enrollment());
            case 1 -> scene.endedIfSo(door.remove(id, ANN).enrollment());
            case 2 -> door.skipStep(id, step, ANN);
            case 3 -> door.runStepNow(id, step, ANN);
            case 4 -> {
                scene.texts.forget(IdempotencyKey.of(id, step, 1));
                door.retry(id, ANN);
            }
            case 5 -> {
                door.restart(id, ANN);
                scene.endedIfSo(door.find(id));
            }
            case 6 -> door.dispose(id, step, DISPOSITIONS.get(random.nextInt(4)), ANN);
            default -> hold(scene, door, id, mine, random.nextBoolean());
        }
    }

    private static void hold(ChaosScene scene, Enrollments door, EnrollmentId id, boolean mine, boolean pause) {
        if (mine && pause) {
            if (door.pause(id, ANN).enrollment().pause().isPresent()) {
                scene.held(id);
            }
        } else if (mine) {
            scene.letGo(id);
            door.resume(id, ANN);
        }
    }

    /** Everything is let go, and a quarter of a year goes by. */
    private static void drained(ChaosScene scene) {
        scene.calm();
        Enrollments door = scene.door(0);
        EnginePlans.ALL.forEach(plan -> door.pauses().resumePlan(plan, ANN));
        door.pauses().resumeChannel(ChannelKind.TEXT, ANN);
        scene.eachErased(gone -> door.erase(gone, ANN));
        for (Enrollment state : StoreInvariants.everyEnrollment(scene.store.reader(), EngineScene.ACME)) {
            scene.letGo(state.id());
            door.resume(state.id(), ANN);
        }
        for (int round = 0; round < 30; round++) {
            scene.clock.advance(Duration.ofDays(3));
            for (int engine = 0; engine < scene.engines.size(); engine++) {
                scene.work(engine);
            }
        }
    }

    /** Of a step that was left out, or put down as uncertain, before the answer came. */
    static boolean isLateYes(LogEntry entry) {
        return entry.kind() == LogKind.LATE_OUTCOME
                && entry.reason().filter("ACCEPTED"::equals).isPresent();
    }

    private static void check(ChaosScene scene) {
        assertThat(scene.violations).as("seed %s", SEED).isEmpty();
        StoreInvariants.check(scene.store, EngineScene.ORGANIZATIONS, true);
        for (EnrollmentEngine engine : scene.engines) {
            assertThat(engine.enrollments(EngineScene.ACME).audit().findings()).isEmpty();
        }
        assertThat(scene.engines.get(0).nextDue().filter(due -> !due.isAfter(scene.clock.instant())))
                .as("nobody is stuck")
                .isEmpty();
        List<IdempotencyKey> sent = new ArrayList<>();
        List<IdempotencyKey> told = new ArrayList<>();
        for (Enrollment state : StoreInvariants.everyEnrollment(scene.store.reader(), EngineScene.ACME)) {
            assertThat(scene.isErased(state.subject()))
                    .as("%s of one erased", state.id())
                    .isFalse();
            for (LogEntry entry : StoreInvariants.wholeLog(scene.store.reader(), state)) {
                if (entry.kind() == LogKind.SENT) {
                    sent.add(entry.idempotencyKey().orElseThrow());
                } else if (isLateYes(entry)) {
                    told.add(entry.idempotencyKey().orElseThrow());
                }
            }
        }
        assertThat(sent).as("seed %s", SEED).doesNotHaveDuplicates();
        told.addAll(sent);
        assertThat(told)
                .as("what was accepted is told of, seed %s", SEED)
                .containsAll(scene.emails.accepted())
                .containsAll(scene.texts.accepted());
        assertThat(scene.everTaken())
                .as("nothing is called sent that was not handed off")
                .containsAll(sent);
        assertThat(sent).as("something was sent").hasSizeGreaterThan(10);
    }
}
