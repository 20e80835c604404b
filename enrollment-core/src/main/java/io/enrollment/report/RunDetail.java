package io.enrollment.report;

import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run as people look at it.
 *
 * @param run what is kept of it, with its queries and its funnel
 * @param step what it does at present, or how it ended
 * @param duration how long it has been under way
 * @param perSecond how many subjects it finds and judges in a second; 0 before it has begun
 * @param left about how long it will take yet; empty when that cannot be told, or there is nothing left
 * @param events what happened, by group
 */
public record RunDetail(
        EnrollerRun run,
        String step,
        Duration duration,
        double perSecond,
        Optional<Duration> left,
        List<RunEvent> events) {

    /** Copies the list. */
    public RunDetail {
        events = List.copyOf(events);
    }

    /** The run as it looks at an instant. */
    public static RunDetail of(EnrollerRun run, Instant now) {
        Duration duration = run.duration(now);
        double seconds = duration.toNanos() / 1e9;
        double perSecond = seconds > 0 ? run.found() / seconds : 0;
        return new RunDetail(run, step(run), duration, perSecond, left(run, perSecond), RunEvents.of(run));
    }

    /** The flow chart in the language of Mermaid. */
    public String mermaid() {
        return FunnelChart.mermaid(run);
    }

    /** The flow chart as a picture that needs nothing else. */
    public String svg() {
        return FunnelChart.svg(run);
    }

    private static String step(EnrollerRun run) {
        if (run.awaits().isPresent()) {
            return "waits for a confirmation";
        }
        return switch (run.status()) {
            case SCHEDULED -> "waits for a worker";
            case IN_PROGRESS ->
                run.current().map(query -> "query " + query.key()).orElse("at its end");
            case COMPLETED, CANCELED, ERROR, NOT_APPLICABLE -> run.status().name();
        };
    }

    /** By the rate so far, when every query that has not ended tells how many it expects. */
    private static Optional<Duration> left(EnrollerRun run, double perSecond) {
        List<QueryProgress> open = run.queries().stream()
                .filter(query -> !query.status().isTerminal())
                .toList();
        boolean known = open.stream().allMatch(query -> query.expected().isPresent());
        if (open.isEmpty() || !known || perSecond <= 0) {
            return Optional.empty();
        }
        long rest = open.stream()
                .mapToLong(query -> Math.max(0, query.expected().orElse(0L) - query.found()))
                .sum();
        return Optional.of(Duration.ofMillis((long) (1000 * rest / perSecond)));
    }
}
