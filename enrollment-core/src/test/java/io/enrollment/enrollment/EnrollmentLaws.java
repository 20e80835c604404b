package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.LifeCycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holds after every decision, whatever happened before. */
final class EnrollmentLaws {

    private final Plan plan;
    private final List<LogEntry> log = new ArrayList<>();

    EnrollmentLaws(Plan plan, Transition begun) {
        this.plan = plan;
        append(begun);
        consistent(begun.after());
    }

    List<LogEntry> log() {
        return log;
    }

    void check(Enrollment before, Transition transition, Instant now) {
        Enrollment after = transition.after();
        if (transition.refusal().isPresent()
                || !transition.isSettled()
                || transition.log().isEmpty()) {
            assertThat(after).as("unchanged").isEqualTo(before);
            assertThat(transition.log()).isEmpty();
        }
        allowed(before, transition, now);
        transition.log().forEach(entry -> assertThat(entry.at()).isEqualTo(now));
        append(transition);
        consistent(after);
        onlyForward(before, after);
        endIsTheEnd(before, transition);
    }

    /** Something is done outside only when it is due, in an active enrollment, and never a second time. */
    private void allowed(Enrollment before, Transition transition, Instant now) {
        if (transition.isSettled()) {
            return;
        }
        StepKey step = before.step().orElseThrow();
        Advance.channel(plan.step(step).orElseThrow())
                .ifPresent(channel -> assertThat(before.heard().closed()).doesNotContainKey(channel));
        before.heard().quietUntil().ifPresent(until -> quiet(step, until, now));
        assertThat(before.status().isActive()).isTrue();
        assertThat(before.due().orElseThrow().at()).isBeforeOrEqualTo(now);
        assertThat(before.done()).doesNotContain(step);
        assertThat(key(transition.effect())).isEqualTo(IdempotencyKey.of(before.id(), step, before.occurrence()));
    }

    private void quiet(StepKey step, Instant until, Instant now) {
        if (plan.step(step).orElseThrow() instanceof Step.Message) {
            assertThat(now).as("nobody is written to who is away").isAfterOrEqualTo(until);
        }
    }

    private static IdempotencyKey key(Effect effect) {
        if (effect instanceof Effect.HandOff handOff) {
            return handOff.key();
        }
        return effect instanceof Effect.RunAction action ? action.key() : ((Effect.EnrollIn) effect).key();
    }

    private void append(Transition transition) {
        for (LogEntry entry : transition.log()) {
            log.add(entry);
            assertThat(entry.seq()).isEqualTo(log.size());
            entry.idempotencyKey()
                    .filter(key -> entry.step().isPresent())
                    .ifPresent(key -> assertThat(key)
                            .isEqualTo(IdempotencyKey.of(
                                    entry.enrollment(), entry.step().orElseThrow(), 1)));
        }
        assertThat(transition.after().nextSeq()).isEqualTo(log.size() + 1);
    }

    private void consistent(Enrollment after) {
        assertThat(after.wakeUps()).isEqualTo(after.status().isTerminal() ? 0 : 1);
        assertThat(after.heldBecause().isPresent()).isEqualTo(after.status() == EnrollmentStatus.PENDING_DEPLOYMENT);
        assertThat(after.status() != EnrollmentStatus.QUEUED || after.done().isEmpty())
                .as("queued means that nothing was carried out")
                .isTrue();
        assertThat(after.counters()).isEqualTo(counted(after));
        assertThat(carriedOut()).doesNotHaveDuplicates();
        after.step().ifPresent(step -> assertThat(after.done()).doesNotContain(step));
        after.due().ifPresent(due -> notBeforeItsAnchor(after, due.at()));
    }

    private List<StepKey> carriedOut() {
        return log.stream()
                .filter(entry -> LifeCycle.CARRIED_OUT.contains(entry.kind()))
                .flatMap(entry -> entry.step().stream())
                .toList();
    }

    private Counters counted(Enrollment after) {
        return new Counters(
                handedOff(ChannelKind.EMAIL),
                count(LogKind.SKIPPED, ChannelKind.EMAIL),
                replies(ChannelKind.EMAIL),
                handedOff(ChannelKind.TEXT),
                count(LogKind.SKIPPED, ChannelKind.TEXT),
                replies(ChannelKind.TEXT),
                calls(),
                after.done().size());
    }

    /** The replies that were not taken back, in the order in which they came, with their channel. */
    Map<String, ChannelKind> standingReplies() {
        Map<String, ChannelKind> standing = new LinkedHashMap<>();
        for (LogEntry entry : log) {
            if (entry.kind() == LogKind.REPLIED) {
                standing.put(
                        entry.details().getOrDefault("event", ""),
                        ChannelKind.valueOf(entry.reason().orElseThrow()));
            } else if (entry.kind() == LogKind.REPLY_UNDONE) {
                standing.remove(entry.details().getOrDefault("event", ""));
            }
        }
        return standing;
    }

    private int replies(ChannelKind channel) {
        return (int) standingReplies().values().stream().filter(channel::equals).count();
    }

    private int calls() {
        return (int) log.stream()
                .filter(entry -> entry.kind() == LogKind.DISPOSED
                        && entry.step().flatMap(plan::step).orElseThrow() instanceof Step.Call)
                .count();
    }

    private int handedOff(ChannelKind channel) {
        return count(LogKind.SENT, channel) + count(LogKind.UNCERTAIN, channel);
    }

    private int count(LogKind kind, ChannelKind channel) {
        return (int) log.stream()
                .filter(entry -> entry.kind() == kind
                        && channel(entry).filter(channel::equals).isPresent())
                .count();
    }

    private Optional<ChannelKind> channel(LogEntry entry) {
        return entry.step()
                .flatMap(plan::step)
                .filter(Step.Message.class::isInstance)
                .map(step -> ((Step.Message) step).channel());
    }

    /** Only dates that the plan or the subject names, and the expiry, may lie before what they follow. */
    private void notBeforeItsAnchor(Enrollment after, Instant due) {
        Step step = plan.step(after.step().orElseThrow()).orElseThrow();
        boolean absolute = Schedule.isAbsolute(step);
        boolean mayExpire = plan.maximumAge().isPresent() || plan.endDate().isPresent();
        if (!absolute && !mayExpire) {
            assertThat(due).isAfterOrEqualTo(after.anchor());
        }
    }

    private static void onlyForward(Enrollment before, Enrollment after) {
        assertThat(after.done()).containsAll(before.done());
        assertThat(after.nextSeq()).isGreaterThanOrEqualTo(before.nextSeq());
        before.lastHandOff()
                .ifPresent(last -> assertThat(after.lastHandOff().orElseThrow()).isAfterOrEqualTo(last));
        Set<StepKey> passed = new HashSet<>(after.done());
        passed.removeAll(before.done());
        after.step().ifPresent(step -> assertThat(passed).doesNotContain(step));
    }

    private static void endIsTheEnd(Enrollment before, Transition transition) {
        Enrollment after = transition.after();
        if (!before.status().isTerminal()) {
            return;
        }
        assertThat(transition.isSettled()).isTrue();
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(after.ending()).isEqualTo(before.ending());
        assertThat(after.removed() || !before.removed()).isTrue();
        assertThat(transition.log()).allMatch(entry -> LifeCycle.AFTER_THE_END.contains(entry.kind()));
    }
}
