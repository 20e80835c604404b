package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
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
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commands in the wrong state, dispositions of steps that are gone, events of erased subjects, events told again and in any
 * order: told clearly, and without effect. For every store.
 */
public abstract class EngineBadInput {

    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final StepKey FIRST = StepKey.of("first");
    private static final StepKey RING = StepKey.of("ring");

    /** A command on the present step of an enrollment. */
    @FunctionalInterface
    private interface Told {
        CommandResult to(Enrollments door, EnrollmentId id, StepKey step);
    }

    /**
     * What comes of each command in each state, in the order QUEUED, IN_PROGRESS, PENDING_DEPLOYMENT, ASSIGNED, PAUSED, FAILED,
     * COMPLETED, STOPPED, EXPIRED: it changes something (C), it is so already (=), or it is refused (R).
     */
    private static final Map<String, String> TABLE = Map.ofEntries(
            Map.entry("pause", "CCCC=RRRR"),
            Map.entry("resume", "====CRRRR"),
            Map.entry("stop", "CCCCCC==="),
            Map.entry("remove", "CCCCCCCCC"),
            Map.entry("retry", "RRRRRCRRR"),
            Map.entry("expire", "CCCCCC==="),
            Map.entry("skip", "CCCCRC=RR"),
            Map.entry("hurry", "CC=RRR=RR"),
            Map.entry("dispose", "RRRCRRRRR"),
            Map.entry("reassign", "RRRCRRRRR"),
            Map.entry("restart", "CCCCCCCCC"));

    private @Nullable EngineScene opened;
    private int plans;

    /** A store without any contents. */
    protected abstract EnrollmentStore open();

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

    private Enrollments acme() {
        return scene().acme(0);
    }

    private static Map<String, Told> commands() {
        Map<String, Told> commands = new LinkedHashMap<>();
        commands.put("pause", (door, id, step) -> door.pause(id, ANN));
        commands.put("resume", (door, id, step) -> door.resume(id, ANN));
        commands.put("stop", (door, id, step) -> door.stop(id, ANN));
        commands.put("remove", (door, id, step) -> door.remove(id, ANN));
        commands.put("retry", (door, id, step) -> door.retry(id, ANN));
        commands.put("expire", (door, id, step) -> door.expire(id, EndCause.NO_LONGER_MATCHES, ANN));
        commands.put("skip", (door, id, step) -> door.skipStep(id, step, ANN));
        commands.put("hurry", (door, id, step) -> door.runStepNow(id, step, ANN));
        commands.put("dispose", (door, id, step) -> door.dispose(id, step, "done", ANN));
        commands.put("reassign", (door, id, step) -> door.reassign(id, step, "bo", ANN));
        commands.put("restart", (door, id, step) -> door.restart(id, ANN));
        return commands;
    }

    private static List<LogEntry> log(Enrollments door, EnrollmentId id) {
        return door.log(id, PageRequest.first(1000)).items();
    }

    private PlanBuilder plan() {
        plans++;
        return Plan.forPeople("plan-" + plans).with(plan -> plan.exclusionExempt(true));
    }

    private EnrollmentId enrolled(PlanBuilder plan) {
        Plan built = plan.build();
        acme().publish(built);
        return acme().enroll(built.id(), scene().subject(0)).enrollment().orElseThrow();
    }

    private EnrollmentId worked(PlanBuilder plan) {
        EnrollmentId id = enrolled(plan);
        scene().engines.get(0).workDue();
        return id;
    }

    private PlanBuilder later() {
        return plan().email("first", "first").after(Delay.hours(5)).email("last", "last");
    }

    /** An enrollment of its own in this state. */
    private EnrollmentId in(EnrollmentStatus status) {
        EnrollmentId id = switch (status) {
            case QUEUED, PAUSED, STOPPED, EXPIRED -> enrolled(later());
            case IN_PROGRESS ->
                worked(plan().email("first", "first").email("last", "last").after(Delay.days(2)));
            case PENDING_DEPLOYMENT -> held();
            case ASSIGNED -> worked(plan().task("ring", "sales", "Ring"));
            case FAILED -> failed();
            case COMPLETED -> worked(plan().email("first", "first"));
        };
        switch (status) {
            case PAUSED -> acme().pause(id, ANN);
            case STOPPED -> acme().stop(id, ANN);
            case EXPIRED -> acme().expire(id, EndCause.NO_LONGER_MATCHES, ANN);
            default -> {}
        }
        assertThat(acme().find(id).status()).isEqualTo(status);
        return id;
    }

    /** Due while the window was open, and looked at when it is closed. */
    private EnrollmentId held() {
        Instant opening = scene().clock.instant();
        int hour = opening.atZone(java.time.ZoneId.of("America/Toronto")).getHour();
        EnrollmentId id = enrolled(plan().email("first", "first")
                .within(SendWindow.daily(String.format("%02d:00", hour), String.format("%02d:59", hour)))
                .email("last", "last"));
        scene().clock.advance(Duration.ofHours(2));
        scene().engines.get(0).workDue();
        return id;
    }

    private EnrollmentId failed() {
        scene().emails.answer(ToldChannel.Answer.REJECT);
        return worked(plan().email("first", "first").email("last", "last"));
    }

    @Test
    final void everyCommandInEveryStateChangesSomethingOrIsSoAlreadyOrSaysWhyNot() {
        Map<String, String> found = new LinkedHashMap<>();
        commands().forEach((name, command) -> {
            StringBuilder row = new StringBuilder();
            for (EnrollmentStatus status : EnrollmentStatus.values()) {
                row.append(came(command, in(status)));
            }
            found.put(name, row.toString());
        });
        assertThat(found)
                .isEqualTo(new LinkedHashMap<>(TABLE))
                .containsOnlyKeys(commands().keySet());
        assertThat(EnrollmentStatus.values())
                .extracting(Enum::name)
                .startsWith("QUEUED")
                .endsWith("EXPIRED");
    }

    private char came(Told command, EnrollmentId id) {
        Enrollment before = acme().find(id);
        List<LogEntry> log = log(acme(), id);
        StepKey step = before.step().orElse(FIRST);
        CommandResult result = command.to(acme(), id, step);
        if (!result.changed()) {
            assertThat(acme().find(id)).isEqualTo(before);
            assertThat(log(acme(), id)).isEqualTo(log);
        }
        result.refusal()
                .ifPresent(why -> assertThat(why).contains(before.status().name()));
        acme().stop(result.enrollment().id(), ANN);
        acme().stop(id, ANN);
        return result.changed() ? 'C' : result.refusal().isPresent() ? 'R' : '=';
    }

    @Test
    final void aStepThatIsGoneCannotBeDisposedOf() {
        EnrollmentId id = worked(plan().task("ring", "sales", "Ring").task("again", "sales", "Again"));
        assertThat(refusal(acme().dispose(id, StepKey.of("none"), "done", ANN))).contains("step none", "is not open");
        assertThat(refusal(acme().dispose(id, RING, "nap", ANN))).contains("no disposition nap", "done");
        assertThat(refusal(acme().dispose(id, StepKey.of("again"), "done", ANN)))
                .contains("is not open");
        assertThat(acme().skipStep(id, RING, ANN).changed()).isTrue();
        scene().engines.get(0).workDue();
        assertThat(refusal(acme().dispose(id, RING, "done", ANN))).contains("step ring", "is behind", "ASSIGNED");
        assertThat(refusal(acme().reassign(id, RING, "bo", ANN))).contains("is behind");
        Instant tomorrow = scene().clock.instant().plus(Duration.ofDays(1));
        assertThat(refusal(acme().disposeAndCallBack(id, RING, "call-back", tomorrow, ANN)))
                .contains("is behind");
        acme().stop(id, ANN);
        assertThat(refusal(acme().dispose(id, StepKey.of("again"), "done", ANN)))
                .contains("STOPPED");
        assertThatThrownBy(() -> acme().undoReply(id, "never", ANN)).isInstanceOf(NotFoundException.class);
    }

    private static String refusal(CommandResult result) {
        assertThat(result.changed()).isFalse();
        return result.refusal().orElseThrow();
    }

    @Test
    final void anEventOfAnErasedSubjectChangesNothingAndBringsNobodyBack() {
        EnrollmentId id =
                worked(plan().email("first", "first").email("last", "last").after(Delay.days(2)));
        SubjectId ann = scene().subject(0);
        acme().erase(ann, ANN);
        Enrollment erased = acme().find(id);
        IdempotencyKey key = IdempotencyKey.of(id, FIRST, 1);
        Set<InboundEvent.What> all = new HashSet<>(List.of(
                new InboundEvent.Reply(ChannelKind.EMAIL),
                new InboundEvent.Bounce(ChannelKind.EMAIL, true),
                new InboundEvent.Complaint(ChannelKind.EMAIL),
                new InboundEvent.Delivered(),
                new InboundEvent.Unsubscribe(new InboundEvent.Scope.All())));
        int n = 0;
        for (InboundEvent.What what : all) {
            Enrollment before = acme().find(id);
            assertThat(tell("s-" + n, new InboundEvent.About.Somebody(ann), what)
                            .results())
                    .isEmpty();
            assertThat(acme().find(id)).as("%s about who is gone", what).isEqualTo(before);
            tell("m-" + n++, new InboundEvent.About.Message(key), what);
            Enrollment left = acme().find(id);
            assertThat(left.status()).isEqualTo(EnrollmentStatus.STOPPED);
            assertThat(left.subject()).isEqualTo(erased.subject());
            assertThat(left.subjectName()).isEmpty();
        }
        assertThat(acme().captures().capture(id).decisions()).isEmpty();
        scene().gone(0);
    }

    private InboundResult tell(String id, InboundEvent.About about, InboundEvent.What what) {
        return acme().receive(new InboundEvent(id, scene().clock.instant(), about, what));
    }

    @Test
    final void eventsComeToTheSameInAnyOrderHoweverOftenTheyAreTold() {
        List<InboundEvent.What> what = List.of(
                new InboundEvent.Delivered(),
                new InboundEvent.Opened(),
                new InboundEvent.Reply(ChannelKind.EMAIL),
                new InboundEvent.Clicked());
        Set<List<Object>> outcomes = new HashSet<>();
        for (List<InboundEvent.What> order : orders(what)) {
            outcomes.add(told(order));
        }
        assertThat(outcomes).hasSize(1);
    }

    /** What a message comes to whose events are told in this order, each of them twice, and once more at the end. */
    private List<Object> told(List<InboundEvent.What> order) {
        EnrollmentId id =
                worked(plan().email("first", "first").email("last", "last").after(Delay.days(2)));
        InboundEvent.About message = new InboundEvent.About.Message(IdempotencyKey.of(id, FIRST, 1));
        for (InboundEvent.What what : order) {
            assertThat(changed(tell(id + what.name(), message, what))).isTrue();
            assertThat(changed(tell(id + what.name(), message, what))).isFalse();
        }
        order.forEach(what ->
                assertThat(changed(tell(id + what.name(), message, what))).isFalse());
        Enrollment after = acme().find(id);
        List<LogKind> kinds =
                log(acme(), id).stream().map(LogEntry::kind).sorted().toList();
        acme().stop(id, ANN);
        return List.of(after.status(), after.counters(), after.heard().closed(), after.due(), kinds);
    }

    private static boolean changed(InboundResult result) {
        return result.results().stream().anyMatch(CommandResult::changed);
    }

    private static <T> List<List<T>> orders(List<T> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (T first : all) {
            List<T> rest = new ArrayList<>(all);
            rest.remove(first);
            for (List<T> others : orders(rest)) {
                List<T> order = new ArrayList<>(List.of(first));
                order.addAll(others);
                orders.add(order);
            }
        }
        return orders;
    }
}
