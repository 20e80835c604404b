package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.engine.CommandResult;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.InboundResult;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What comes back from outside in a trial: of every kind, late, twice, about what is not there. */
final class EngineEvents {

    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final List<InboundEvent.What> KINDS = List.of(
            new InboundEvent.Delivered(),
            new InboundEvent.Opened(),
            new InboundEvent.Clicked(),
            new InboundEvent.Reply(ChannelKind.EMAIL),
            new InboundEvent.Reply(ChannelKind.TEXT),
            new InboundEvent.TextReply("STOP"),
            new InboundEvent.TextReply("start"),
            new InboundEvent.TextReply("Help!"),
            new InboundEvent.TextReply("please stop that"),
            new InboundEvent.TextReply("fine"),
            new InboundEvent.OutOfOffice(Optional.empty()),
            new InboundEvent.OutOfOffice(Optional.of(LocalDate.of(2026, 3, 11))),
            new InboundEvent.Bounce(ChannelKind.EMAIL, false),
            new InboundEvent.Bounce(ChannelKind.TEXT, true),
            new InboundEvent.Complaint(ChannelKind.EMAIL),
            new InboundEvent.Unsubscribe(new InboundEvent.Scope.All()),
            new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfPlan(EnginePlans.DRIP)),
            new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfChannel(ChannelKind.TEXT)),
            new InboundEvent.Custom("visit"),
            new InboundEvent.Custom("weather"));

    private final EngineScene scene;
    private final List<Told> told = new ArrayList<>();

    /** An event, and the enrollments that it concerned when it was told first. */
    private record Told(InboundEvent event, Set<EnrollmentId> concerned) {}

    EngineEvents(EngineScene scene) {
        this.scene = scene;
    }

    /** Tells of an event, and what came of it. */
    String happen(EngineMove move) {
        return switch (move.kind()) {
            case HEAR -> hear(move);
            case HEAR_AGAIN -> again(move);
            default -> undo(move);
        };
    }

    private String hear(EngineMove move) {
        InboundEvent.What what = KINDS.get(move.a() % KINDS.size());
        Duration ago = Duration.ofHours(move.b() % 4 * 10L);
        InboundEvent event =
                new InboundEvent("v-" + told.size(), scene.clock.instant().minus(ago), about(move), what);
        InboundResult result = scene.acme(move.b()).receive(event);
        boolean changed = result.changed();
        Told first = new Told(
                event,
                result.results().stream().map(one -> one.enrollment().id()).collect(Collectors.toSet()));
        told.add(first);
        unchangedBy(first, move.b() + 1);
        return "HEAR " + what.getClass().getSimpleName() + (changed ? " changed" : " nothing");
    }

    private String again(EngineMove move) {
        if (told.isEmpty()) {
            return "HEAR_AGAIN nothing";
        }
        unchangedBy(told.get(move.a() % told.size()), move.b());
        return "HEAR_AGAIN";
    }

    /** What was told before changes nothing of what it concerned then. */
    private void unchangedBy(Told first, int door) {
        assertThat(scene.acme(door).receive(first.event()).results())
                .as("%s a second time", first.event())
                .filteredOn(CommandResult::changed)
                .noneMatch(
                        result -> first.concerned().contains(result.enrollment().id()));
    }

    private InboundEvent.About about(EngineMove move) {
        Optional<Enrollment> state = scene.any(move.b());
        if (state.isEmpty() || move.a() % 3 == 0) {
            return new InboundEvent.About.Somebody(scene.subject(move.b()));
        }
        EnrollmentId id = state.get().id();
        StepKey step = state.get().done().stream().findFirst().orElse(StepKey.of("hello"));
        return move.a() % 3 == 1
                ? new InboundEvent.About.One(id)
                : new InboundEvent.About.Message(IdempotencyKey.of(id, step, 1));
    }

    private String undo(EngineMove move) {
        Optional<Enrollment> state = scene.any(move.a());
        Optional<String> reply = state.stream()
                .flatMap(one -> StoreInvariants.wholeLog(scene.store.reader(), one).stream())
                .filter(entry -> entry.kind() == LogKind.REPLIED)
                .map(EngineEvents::event)
                .findFirst();
        if (reply.isEmpty()) {
            return "UNDO_REPLY nothing";
        }
        EnrollmentId id = state.orElseThrow().id();
        boolean changed = scene.acme(move.b()).undoReply(id, reply.get(), ANN).changed();
        assertThat(scene.acme(move.b() + 1).undoReply(id, reply.get(), ANN).changed())
                .isFalse();
        return "UNDO_REPLY " + (changed ? "changed" : "repeated");
    }

    private static String event(LogEntry entry) {
        return entry.details().getOrDefault("event", "");
    }

    /** An event about what belongs to another organization or to nobody. */
    void foreign(EnrollmentId id, Enrollments acme) {
        for (InboundEvent.About about : List.of(
                new InboundEvent.About.One(id),
                new InboundEvent.About.Message(IdempotencyKey.of(id, StepKey.of("hello"), 1)))) {
            InboundEvent event = new InboundEvent("f-1", scene.clock.instant(), about, new InboundEvent.Delivered());
            assertThatThrownBy(() -> acme.receive(event)).isInstanceOf(NotFoundException.class);
        }
    }
}
