package io.enrollment.report;

import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.internal.Micros;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.report.Finding.Kind;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What must hold of every stored enrollment. Pure. */
public final class AuditRules {

    private AuditRules() {}

    /** What is wrong with what is kept beside the state: the queue, the place, what lists go by. */
    public static List<Finding> surroundings(StoredEnrollment stored) {
        if (stored.state().isEmpty()) {
            return List.of(Finding.of(Kind.UNREADABLE, stored.id(), stored.problem()));
        }
        Enrollment state = stored.state().get();
        List<Finding> findings = new ArrayList<>();
        queue(state, stored.queuedFor()).ifPresent(findings::add);
        place(state, stored.holdsPlace()).ifPresent(findings::add);
        if (!stored.status().equals(state.status().name()) || stored.removed() != state.removed()) {
            findings.add(Finding.of(
                    Kind.STATUS_DIFFERS,
                    state.id(),
                    "listed as " + listed(stored.status(), stored.removed()) + ", is "
                            + listed(state.status().name(), state.removed())));
        }
        return findings;
    }

    private static String listed(String status, boolean removed) {
        return status + (removed ? ", removed" : "");
    }

    private static Optional<Finding> queue(Enrollment state, Optional<Instant> queuedFor) {
        Optional<Instant> due = state.due().map(time -> Micros.instant(Micros.ceil(time.at())));
        if (due.equals(queuedFor)) {
            return Optional.empty();
        }
        Kind kind = due.isEmpty() ? Kind.QUEUED_WITHOUT_DUE : queuedFor.isEmpty() ? Kind.NOT_QUEUED : Kind.DUE_DIFFERS;
        String detail = "due " + due.map(Object::toString).orElse("never") + ", queued for "
                + queuedFor.map(Object::toString).orElse("never");
        return Optional.of(Finding.of(kind, state.id(), detail));
    }

    private static Optional<Finding> place(Enrollment state, boolean holds) {
        boolean ended = state.status().isTerminal();
        if (ended != holds) {
            return Optional.empty();
        }
        String detail = state.status() + " in plan " + state.plan();
        return Optional.of(Finding.of(ended ? Kind.PLACE_KEPT : Kind.PLACE_NOT_HELD, state.id(), detail));
    }

    /**
     * What is wrong with the log of an enrollment.
     *
     * @param log the whole log, in order
     * @param steps the step behind a key, in the version that the enrollment is pinned to or an earlier one
     */
    public static List<Finding> log(Enrollment state, List<LogEntry> log, Function<StepKey, Optional<Step>> steps) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).seq() != i + 1L) {
                return List.of(incomplete(
                        state, "entry " + (i + 1) + " has number " + log.get(i).seq()));
            }
        }
        if (log.size() + 1L != state.nextSeq()) {
            return List.of(incomplete(state, log.size() + " entries, the next one would be " + state.nextSeq()));
        }
        Counters counters = state.counters();
        String kept = described(
                counters.emailsSent(),
                counters.emailsSkipped(),
                counters.textsSent(),
                counters.textsSkipped(),
                counters.calls());
        String counted = counted(log, steps);
        return kept.equals(counted)
                ? List.of()
                : List.of(Finding.of(Kind.COUNTERS_DIFFER, state.id(), "counters " + kept + ", log " + counted));
    }

    private static Finding incomplete(Enrollment state, String detail) {
        return Finding.of(Kind.LOG_INCOMPLETE, state.id(), detail);
    }

    private static String counted(List<LogEntry> log, Function<StepKey, Optional<Step>> steps) {
        return described(
                handedOff(log, steps, ChannelKind.EMAIL),
                count(log, steps, LogKind.SKIPPED, ChannelKind.EMAIL),
                handedOff(log, steps, ChannelKind.TEXT),
                count(log, steps, LogKind.SKIPPED, ChannelKind.TEXT),
                log.stream()
                        .filter(entry -> entry.kind() == LogKind.DISPOSED)
                        .filter(entry -> entry.step()
                                .flatMap(steps)
                                .filter(Step.Call.class::isInstance)
                                .isPresent())
                        .count());
    }

    private static long handedOff(List<LogEntry> log, Function<StepKey, Optional<Step>> steps, ChannelKind channel) {
        return count(log, steps, LogKind.SENT, channel) + count(log, steps, LogKind.UNCERTAIN, channel);
    }

    private static long count(
            List<LogEntry> log, Function<StepKey, Optional<Step>> steps, LogKind kind, ChannelKind channel) {
        return log.stream()
                .filter(entry -> entry.kind() == kind)
                .filter(entry -> entry.step()
                        .flatMap(steps)
                        .filter(step -> isBy(step, channel))
                        .isPresent())
                .count();
    }

    private static boolean isBy(Step step, ChannelKind channel) {
        return step instanceof Step.Message message && message.channel() == channel;
    }

    private static String described(long emails, long emailsSkipped, long texts, long textsSkipped, long calls) {
        return "emails " + emails + "+" + emailsSkipped + ", texts " + texts + "+" + textsSkipped + ", calls " + calls;
    }
}
