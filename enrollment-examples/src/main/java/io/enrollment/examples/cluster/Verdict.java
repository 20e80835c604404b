package io.enrollment.examples.cluster;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Whether a cluster kept its promises. Pure: the same observation gives the same verdict. Mutable while it is made, for one
 * use.
 */
final class Verdict {

    private final Observed seen;
    private final Map<String, Long> handed;
    private final Map<String, Long> accepted;
    private final Map<String, Set<String>> bodies;
    private final List<String> faults = new ArrayList<>();

    private Verdict(Observed seen) {
        this.seen = seen;
        this.handed = count(receipt -> true);
        this.accepted = count(receipt -> !receipt.recognized());
        this.bodies = seen.receipts().stream().collect(groupingBy(Receipt::key, mapping(Receipt::body, toSet())));
    }

    /** Everything that is wrong; empty when nothing is. */
    static List<String> of(Observed seen) {
        Verdict verdict = new Verdict(seen);
        verdict.nobodyIsStuck();
        verdict.nothingIsInvented();
        for (String key : new TreeSet<>(seen.expected())) {
            verdict.settledOnce(key);
            if (seen.kind() == ProviderKind.DEDUPE) {
                verdict.acceptedOnce(key);
            } else {
                verdict.handedOffAtMostOnce(key);
                verdict.uncertainJustWhenInDoubt(key);
            }
        }
        return List.copyOf(verdict.faults);
    }

    /** The keys whose outcome the log calls uncertain. */
    static Set<String> uncertain(Observed seen) {
        Set<String> keys = new TreeSet<>();
        seen.logged().forEach((key, kinds) -> {
            if (kinds.contains(LogKind.UNCERTAIN)) {
                keys.add(key);
            }
        });
        return keys;
    }

    private Map<String, Long> count(Predicate<Receipt> which) {
        return seen.receipts().stream().filter(which).collect(groupingBy(Receipt::key, counting()));
    }

    private void nobodyIsStuck() {
        for (String id : new TreeSet<>(seen.enrolled())) {
            EnrollmentStatus status = seen.statuses().get(id);
            fault(status == null, "lost: enrollment " + id + " is not stored");
            fault(status != null && status != EnrollmentStatus.COMPLETED, "stuck: enrollment " + id + " is " + status);
        }
        fault(seen.queued(), "stuck: something is still in the queue");
        seen.findings().forEach(finding -> fault(true, "audit: " + finding));
    }

    private void nothingIsInvented() {
        Set<String> unknown = new TreeSet<>(handed.keySet());
        unknown.removeAll(seen.expected());
        unknown.forEach(key -> fault(true, "invented: " + key + " belongs to nothing that was enrolled"));
        Set<String> ids = new TreeSet<>(seen.statuses().keySet());
        ids.removeAll(seen.enrolled());
        ids.forEach(id -> fault(true, "invented: enrollment " + id + " was never reported as made"));
    }

    private void settledOnce(String key) {
        long settled = kinds(key).stream()
                .filter(kind -> kind == LogKind.SENT || kind == LogKind.UNCERTAIN)
                .count();
        fault(settled == 0, "lost: " + key + " was never settled");
        fault(settled > 1, "twice: " + key + " was settled " + settled + " times");
    }

    private void acceptedOnce(String key) {
        long times = accepted.getOrDefault(key, 0L);
        fault(times == 0, "lost: " + key + " was never accepted");
        fault(times > 1, "twice: " + key + " was accepted " + times + " times");
        int messages = bodies.getOrDefault(key, Set.of()).size();
        fault(messages > 1, "changed: " + key + " was handed off with " + messages + " different messages");
        fault(isUncertain(key), "uncertain: " + key + ", although the provider recognizes repetitions");
    }

    private void handedOffAtMostOnce(String key) {
        long times = handed.getOrDefault(key, 0L);
        fault(times > 1, "twice: " + key + " was handed off " + times + " times");
        fault(times == 0 && !isUncertain(key), "lost: " + key + " was never handed off");
    }

    private void uncertainJustWhenInDoubt(String key) {
        boolean doubtful = seen.inDoubt().contains(key);
        boolean told = seen.unanswered().contains(key) || kinds(key).contains(LogKind.LATE_OUTCOME);
        fault(isUncertain(key) && !doubtful && !told, "uncertain: " + key + ", which was not in doubt");
        fault(!isUncertain(key) && doubtful, "in doubt: " + key + " was not put down as uncertain");
        fault(
                seen.trapped().contains(key) && !doubtful,
                "in doubt: " + key + " was at the provider when its node died, but was not marked");
    }

    private boolean isUncertain(String key) {
        return kinds(key).contains(LogKind.UNCERTAIN);
    }

    private List<LogKind> kinds(String key) {
        return seen.logged().getOrDefault(key, List.of());
    }

    private void fault(boolean wrong, String what) {
        if (wrong) {
            faults.add(what);
        }
    }
}
