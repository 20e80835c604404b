package io.enrollment.report;

import io.enrollment.enrollment.Decision;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.Rules;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.Capture.Recorded;
import io.enrollment.report.ReplayReport.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the decisions of a capture again, by the engine of today, and compares: that a step was let out, every log entry with the
 * derivation of its due time, and the state that each decision left. Pure: nobody is written to, and nothing is stored. For use by
 * one thread.
 */
public final class Replay {

    private static final Map<String, Function<LogEntry, Object>> ENTRY = entryParts();
    private static final Map<String, Function<Enrollment, Object>> STATE = stateParts();

    private final Rules rules;
    private final Capture capture;
    private final List<Difference> differences = new ArrayList<>();

    private Replay(Rules rules, Capture capture) {
        this.rules = rules;
        this.capture = capture;
    }

    /**
     * Makes the decisions again.
     *
     * @param capture what was captured
     * @param rules the rules of law to go by; checks of the host say again what they said, and the retries are those of then
     */
    public static ReplayReport of(Capture capture, Rules rules) {
        Replay replay = new Replay(rules, capture);
        capture.decisions().forEach(replay::again);
        return new ReplayReport(capture.log().size(), capture.replayable(), replay.differences);
    }

    private void again(Recorded recorded) {
        Decision decision = recorded.decision();
        try {
            decision.letOutBy(rules, this::version)
                    .filter(Transition::isSettled)
                    .ifPresent(kept -> differ(recorded, "the step of the attempt", "let out", told(kept.log())));
            Transition decided = decision.again(rules, this::version);
            entries(recorded, decided.log());
            after(recorded).ifPresent(expected -> state(recorded, expected, decided.after()));
        } catch (RuntimeException failed) {
            differ(recorded, "the decision", "made", "it fails: " + failed.getMessage());
        }
    }

    private PlanVersion version(int number) {
        return capture.versions().stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the capture has no plan version " + number));
    }

    private static String told(List<LogEntry> log) {
        return log.isEmpty()
                ? "nothing done"
                : log.get(0).kind() + log.get(0).reason().map(why -> " " + why).orElse("");
    }

    private void entries(Recorded recorded, List<LogEntry> got) {
        int most = Math.max(recorded.entries(), got.size());
        for (int i = 0; i < most; i++) {
            long seq = recorded.seq() + i;
            Optional<LogEntry> expected = Optional.of(seq)
                    .filter(number ->
                            number < recorded.next() && number <= capture.log().size())
                    .map(number -> capture.log().get((int) (number - 1)));
            Optional<LogEntry> made = i < got.size() ? Optional.of(got.get(i)) : Optional.empty();
            if (expected.isPresent() && made.isPresent()) {
                compare(recorded, "entry " + seq, ENTRY, expected.get(), made.get());
            } else {
                differ(recorded, "entry " + seq, shown(expected), shown(made));
            }
        }
    }

    private static String shown(Optional<LogEntry> entry) {
        return entry.map(one -> told(List.of(one))).orElse("none");
    }

    /** The state that the next thing was decided on, or that the enrollment is in; empty where the log has a gap. */
    private Optional<Enrollment> after(Recorded recorded) {
        return capture.decisions().stream()
                .filter(next -> next.seq() == recorded.next())
                .findFirst()
                .flatMap(next -> next.decision().before())
                .or(() -> Optional.of(capture.state()).filter(state -> state.nextSeq() == recorded.next()));
    }

    private void state(Recorded recorded, Enrollment expected, Enrollment got) {
        compare(recorded, "the state after it", STATE, expected, got);
    }

    private <T> void compare(Recorded recorded, String of, Map<String, Function<T, Object>> parts, T expected, T got) {
        if (expected.equals(got)) {
            return;
        }
        parts.forEach((name, part) -> {
            Object was = part.apply(expected);
            Object is = part.apply(got);
            if (!Objects.equals(was, is)) {
                differ(recorded, of + ": " + name, shown(was), shown(is));
            }
        });
    }

    private static String shown(Object part) {
        return part instanceof Optional<?> maybe ? maybe.map(String::valueOf).orElse("none") : String.valueOf(part);
    }

    private void differ(Recorded recorded, String what, String expected, String got) {
        differences.add(new Difference(recorded.seq(), what, expected, got));
    }

    private static Map<String, Function<LogEntry, Object>> entryParts() {
        Map<String, Function<LogEntry, Object>> parts = new LinkedHashMap<>();
        parts.put("kind", LogEntry::kind);
        parts.put("reason", LogEntry::reason);
        parts.put("step", LogEntry::step);
        parts.put("at", LogEntry::at);
        parts.put("due", LogEntry::due);
        parts.put("actor", LogEntry::actor);
        parts.put("details", LogEntry::details);
        parts.put("idempotency key", LogEntry::idempotencyKey);
        parts.put("number", LogEntry::seq);
        parts.put("enrollment", LogEntry::enrollment);
        return parts;
    }

    private static Map<String, Function<Enrollment, Object>> stateParts() {
        Map<String, Function<Enrollment, Object>> parts = new LinkedHashMap<>();
        parts.put("status", Enrollment::status);
        parts.put("step", Enrollment::step);
        parts.put("due", Enrollment::due);
        parts.put("pause", Enrollment::pause);
        parts.put("failure", Enrollment::failure);
        parts.put("ending", Enrollment::ending);
        parts.put("held because", Enrollment::heldBecause);
        parts.put("steps done", Enrollment::done);
        parts.put("anchor", Enrollment::anchor);
        parts.put("wait over", Enrollment::waitOver);
        parts.put("start shift", Enrollment::startShift);
        parts.put("last hand-off", Enrollment::lastHandOff);
        parts.put("unsettled hand-off", Enrollment::unsettledHandOff);
        parts.put("failures", Enrollment::failures);
        parts.put("occurrence", Enrollment::occurrence);
        parts.put("work", Enrollment::work);
        parts.put("heard", Enrollment::heard);
        parts.put("counters", Enrollment::counters);
        parts.put("removed", Enrollment::removed);
        parts.put("version", Enrollment::version);
        parts.put("next log number", Enrollment::nextSeq);
        parts.put("identity", Replay::identity);
        return parts;
    }

    /** What is given when it begins, and never changes. */
    private static Object identity(Enrollment state) {
        return List.of(
                state.id(),
                state.organization(),
                state.plan(),
                state.subject(),
                state.subjectName(),
                state.cycle(),
                state.eventKey(),
                state.purpose(),
                state.enrolledAt());
    }
}
