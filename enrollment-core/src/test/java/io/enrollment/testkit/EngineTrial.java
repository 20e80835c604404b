package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.engine.CommandResult;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.MigrationRequest;
import io.enrollment.engine.OnArchive;
import io.enrollment.engine.Selection;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Carries out moves on a scene, and looks at the laws after each of them. */
final class EngineTrial {

    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final List<Duration> TIMES = List.of(
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            Duration.ofHours(7),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(15));
    private static final List<String> DISPOSITIONS =
            List.of("done", "no-answer", "spoke", "appointment", "left-message", "nap");

    /** An audit reads everything that is stored; the other laws are looked at after each move. */
    private static final int AUDITED = 5;

    /** A replay decides everything again: one trial in so many, by the number of its moves. */
    private static final int REPLAYED = 8;

    private final EngineScene scene;
    private final EngineEvents events;
    private final Consumer<Duration> leases;
    private final Consumer<String> seen;
    private int moves;

    /**
     * A trial.
     *
     * @param leases lets this time pass for the leases of the store
     * @param seen hears of what was done, and what came of it
     */
    EngineTrial(EngineScene scene, Consumer<Duration> leases, Consumer<String> seen) {
        this.scene = scene;
        this.events = new EngineEvents(scene);
        this.leases = leases;
        this.seen = seen;
    }

    void run(EngineMove move) {
        happen(move);
        moves++;
        scene.check(moves % AUDITED == 0);
    }

    /** What crashed engines have left is taken up by the others, and nothing crashes any more. */
    void recover() {
        scene.emails.behave();
        scene.texts.behave();
        leases.accept(Duration.ofHours(2));
        work(0);
        scene.check(true);
        if (moves % REPLAYED == 0) {
            EngineReplays.check(scene);
        }
    }

    private void happen(EngineMove move) {
        int a = move.a();
        switch (move.kind()) {
            case ENROLL -> enroll(move);
            case WORK -> work(a);
            case PASS_TIME -> scene.clock.advance(TIMES.get(a % TIMES.size()));
            case GO_TO_NEXT_DUE -> goToNextDue(a);
            case LET_LEASES_RUN -> leases.accept(Duration.ofHours(2));
            case ANSWER -> answer(move);
            case INTERRUPT -> interrupt(move);
            case HEAR, HEAR_AGAIN, UNDO_REPLY -> seen.accept(events.happen(move));
            case FOREIGN -> foreign(move);
            case PAUSE_MANY, RESUME_MANY -> many(move);
            case MIGRATE -> migrate(move);
            case ARCHIVE, UNARCHIVE -> archive(move);
            case ERASE -> erase(a);
            case LEARN -> learn(move);
            case RESOLVE -> resolve(move);
            default -> command(move);
        }
    }

    private void enroll(EngineMove move) {
        PlanId plan = EnginePlans.ALL.get(move.a() % EnginePlans.ALL.size());
        EnrollRequest.Builder request = EnrollRequest.builder();
        request.plan(plan).eventKey(EventKey.of("visit-" + move.b() % 7)).replaceRunning(move.b() % 10 == 0);
        Enrollments door = move.a() % 11 == 0 ? scene.other() : scene.acme(move.b());
        boolean enrolled = door.enroll(request.build(), scene.subject(move.b())).enrolled();
        seen.accept("ENROLL " + (enrolled ? "enrolled" : "refused"));
    }

    /** A crash ends the work of that engine; what it had claimed waits for its lease to run out. */
    private void work(int choice) {
        try {
            scene.engines.get(choice % scene.engines.size()).workDue();
        } catch (ToldChannel.Crash crashed) {
            seen.accept("WORK crashed");
        }
    }

    private void goToNextDue(int choice) {
        scene.engines
                .get(0)
                .nextDue()
                .filter(due -> due.isAfter(scene.clock.instant()))
                .ifPresent(scene.clock::moveTo);
        work(choice);
    }

    private void answer(EngineMove move) {
        ToldChannel.Answer[] all = ToldChannel.Answer.values();
        channel(move.b()).answer(all[move.a() % all.length]);
    }

    private ToldChannel channel(int choice) {
        return choice % 2 == 0 ? scene.emails : scene.texts;
    }

    /** Something happens, on the other engine or on the same one, while a message leaves. */
    private void interrupt(EngineMove move) {
        EngineMove.Kind[] all = EngineMove.Kind.values();
        EngineMove inside = new EngineMove(all[move.a() % all.length], move.b(), move.a() + move.b());
        if (inside.interrupts()) {
            channel(move.b()).interrupt(() -> happen(inside));
        }
    }

    private void command(EngineMove move) {
        scene.any(move.a()).ifPresent(state -> {
            Function<Enrollments, CommandResult> command = door -> commanded(door, move, state);
            List<LogEntry> log = log(state.id());
            CommandResult result = command.apply(scene.acme(move.b()));
            seen.accept(move.kind()
                    + (result.changed() ? " changed" : result.refusal().isPresent() ? " refused" : " repeated"));
            if (!result.changed()) {
                assertThat(log(state.id())).as("%s changed nothing", move).isEqualTo(log);
            } else if (move.kind() == EngineMove.Kind.RETRY) {
                resolved(state);
            }
            again(command, move, state);
        });
    }

    /** Told at once a second time, on the other engine, every command changes nothing. */
    private void again(Function<Enrollments, CommandResult> command, EngineMove move, Enrollment state) {
        List<LogEntry> log = log(state.id());
        assertThat(command.apply(scene.acme(move.b() + 1)).changed())
                .as("%s a second time", move)
                .isFalse();
        assertThat(log(state.id())).isEqualTo(log);
    }

    private CommandResult commanded(Enrollments door, EngineMove move, Enrollment state) {
        EnrollmentId id = state.id();
        StepKey step = move.b() % 9 == 0 ? StepKey.of("gone") : state.step().orElse(StepKey.of("hello"));
        return switch (move.kind()) {
            case PAUSE -> door.pause(id, ANN);
            case RESUME -> door.resume(id, ANN);
            case STOP -> door.stop(id, ANN);
            case REMOVE -> door.remove(id, ANN);
            case RETRY -> door.retry(id, ANN);
            case EXPIRE -> door.expire(id, EndCause.NO_LONGER_MATCHES, ANN);
            case SKIP -> door.skipStep(id, step, ANN);
            case HURRY -> door.runStepNow(id, step, ANN);
            case RESTART -> door.restart(id, ANN);
            case REASSIGN -> door.reassign(id, step, move.b() % 2 == 0 ? "bo" : "cy", ANN);
            case DISPOSE -> door.dispose(id, step, DISPOSITIONS.get(move.b() % DISPOSITIONS.size()), ANN);
            case CALL_BACK ->
                door.disposeAndCallBack(
                        id, step, "call-back", scene.clock.instant().plus(Duration.ofHours(5)), ANN);
            default -> throw new IllegalArgumentException("no command: " + move.kind());
        };
    }

    /** Who retries a step whose message is in doubt has decided that it is sent again. */
    private void resolved(Enrollment before) {
        before.step().ifPresent(step -> scene.texts.forget(IdempotencyKey.of(before.id(), step, 1)));
    }

    private List<LogEntry> log(EnrollmentId id) {
        return scene.store
                .reader()
                .log(EngineScene.ACME, id, PageRequest.first(1000))
                .items();
    }

    /** What belongs to another organization, or to nobody, is not there; nothing happens to it. */
    private void foreign(EngineMove move) {
        Optional<EnrollmentId> others =
                StoreInvariants.everyEnrollment(scene.store.reader(), EngineScene.OTHER).stream()
                        .map(Enrollment::id)
                        .findFirst()
                        .filter(id -> move.a() % 2 == 0);
        EnrollmentId id = others.orElse(EnrollmentId.of("e-nobody"));
        Enrollments acme = scene.acme(move.b());
        assertThatThrownBy(() -> acme.stop(id, ANN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> acme.pause(id, ANN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> acme.dispose(id, StepKey.of("ring"), "done", ANN))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> acme.enroll(PlanId.of("nowhere"), scene.subject(move.b())))
                .isInstanceOf(NotFoundException.class);
        events.foreign(id, acme);
        seen.accept("FOREIGN " + (others.isPresent() ? "of another" : "unknown"));
    }

    private void many(EngineMove move) {
        Enrollments door = scene.acme(move.b());
        Selection selection = move.a() % 2 == 0
                ? Selection.running(EnginePlans.ALL.get(move.b() % EnginePlans.ALL.size()))
                : Selection.of(scene.subject(move.b()));
        boolean pause = move.kind() == EngineMove.Kind.PAUSE_MANY;
        long changed = door.each(selection, id -> pause ? door.pause(id, ANN) : door.resume(id, ANN))
                .changed();
        seen.accept(move.kind() + (changed > 0 ? " changed" : " nothing"));
    }

    private void migrate(EngineMove move) {
        Enrollments door = scene.acme(move.b());
        int newer = door.publish(EnginePlans.dripAnew()).version();
        int to = move.a() % 3 == 0 ? 1 : newer;
        long moved = door.planLife()
                .migrate(MigrationRequest.of(EnginePlans.DRIP, to), ANN)
                .moved();
        seen.accept("MIGRATE " + (moved > 0 ? "moved" : "nothing"));
    }

    private void archive(EngineMove move) {
        PlanId plan = EnginePlans.ALL.get(move.b() % EnginePlans.ALL.size());
        if (move.kind() == EngineMove.Kind.UNARCHIVE) {
            EnginePlans.ALL.forEach(one -> scene.acme(0).planLife().unarchive(one));
        } else {
            OnArchive running = move.a() % 2 == 0 ? OnArchive.STOP_RUNNING : OnArchive.FINISH_RUNNING;
            scene.acme(move.a()).planLife().archive(plan, running, ANN);
        }
        seen.accept(move.kind().name());
    }

    /** Somebody has found out what became of an uncertain message; told again, it changes nothing. */
    private void resolve(EngineMove move) {
        Enrollments door = scene.acme(move.b());
        List<UncertainOutcome> all =
                door.uncertain().list(PageRequest.first(100)).items();
        if (all.isEmpty()) {
            return;
        }
        UncertainOutcome one = all.get(move.a() % all.size());
        boolean sent = move.b() % 2 == 0;
        if (!sent) {
            scene.texts.forget(IdempotencyKey.of(one.enrollment(), one.step(), 1));
        }
        assertThat(said(door, one, sent).changed()).isTrue();
        assertThat(said(scene.acme(move.b() + 1), one, sent).changed()).isFalse();
        assertThat(door.uncertain().list(PageRequest.first(100)).items()).doesNotContain(one);
        seen.accept("RESOLVE " + (sent ? "sent" : "not sent"));
    }

    private static CommandResult said(Enrollments door, UncertainOutcome one, boolean sent) {
        return sent
                ? door.uncertain().wasSent(one.enrollment(), one.step(), ANN)
                : door.uncertain().wasNotSent(one.enrollment(), one.step(), ANN);
    }

    private void erase(int choice) {
        SubjectId subject = scene.subject(choice);
        scene.acme(choice).erase(subject, ANN);
        assertThat(StoreInvariants.everyEnrollment(scene.store.reader(), EngineScene.ACME))
                .as("nothing leads back to %s", subject)
                .noneMatch(state -> state.subject().equals(subject));
        scene.other().erase(subject, ANN);
        scene.gone(choice);
        seen.accept("ERASE");
    }

    /** The host learns something of a subject, or that it was not so. */
    private void learn(EngineMove move) {
        int person = move.b() % EngineScene.PEOPLE;
        switch (move.a() % 6) {
            case 0 ->
                scene.put(scene.alive(person)
                        .addOptOut(OptOut.all(scene.clock.instant()))
                        .build());
            case 1 ->
                scene.put(scene.alive(person).deletedAt(scene.clock.instant()).build());
            case 2 -> scene.put(scene.alive(person).attribute("stage", "sold").build());
            case 3 -> scene.put(scene.alive(person).contactPoints(List.of()).build());
            default -> scene.put(scene.alive(person).attribute("model", "Civic").build());
        }
        seen.accept("LEARN " + move.a() % 6);
    }
}
