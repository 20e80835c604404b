package io.enrollment.plan;

import io.enrollment.calendar.Delay;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * How often a plan can write to somebody. A bound from above that errs to the side of more: delays are taken at their
 * shortest, windows and quiet hours as always open, waits for a date or an event as over at once.
 */
public final class PlanReach {

    private static final long WEEK = Duration.ofDays(7).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NEVER = Long.MAX_VALUE / 2;
    private static final int SHORTEST_MONTH = 28;
    private static final int MOST = 100;

    private final Plan plan;
    private final PlanGraph graph;
    private final int most;
    /** For each step the latest time since the start at which it can be due, every delay being at its shortest. */
    private final long[] latest;
    /** For each step and number k the shortest time since the first of the last k messages. */
    private final long[][] spans;

    private PlanReach(Plan plan) {
        this.plan = plan;
        this.graph = new PlanGraph(plan);
        int messages = (int)
                plan.steps().stream().filter(Step.Message.class::isInstance).count();
        this.most = Math.min(messages, MOST);
        this.latest = new long[plan.steps().size()];
        this.spans = new long[plan.steps().size()][most + 1];
        for (long[] span : spans) {
            Arrays.fill(span, NEVER);
        }
    }

    /**
     * The greatest number of messages that one enrollment can get within less than seven days; numbers above {@value
     * #MOST} are told as {@value #MOST}. Jumps back, which no valid plan has, are not followed.
     */
    public static int worstTouchesPerWeek(Plan plan) {
        return new PlanReach(plan).worst();
    }

    private int worst() {
        int worst = 0;
        for (int at = 0; at < spans.length; at++) {
            carryOut(at);
            worst = Math.max(worst, touches(at));
            for (int next : graph.following(at)) {
                if (next > at) {
                    arrive(at, next);
                }
            }
        }
        return worst;
    }

    /** A message is one more behind every shorter row of messages, and begins a row of its own. */
    private void carryOut(int at) {
        if (plan.steps().get(at) instanceof Step.Message) {
            long gap = plan.minimumGap().compareTo(Duration.ofMillis(WEEK)) < 0
                    ? plan.minimumGap().toMillis()
                    : WEEK;
            for (int k = most; k > 1; k--) {
                spans[at][k] = Math.max(spans[at][k - 1], (k - 1) * gap);
            }
            if (most > 0) {
                spans[at][1] = 0;
            }
        }
    }

    private int touches(int at) {
        int touches = 0;
        for (int k = 1; k <= most && plan.steps().get(at) instanceof Step.Message; k++) {
            touches = spans[at][k] < WEEK ? k : touches;
        }
        return touches;
    }

    private void arrive(int from, int to) {
        long gap = gap(from, to);
        latest[to] = Math.max(latest[to], latest[from] + gap);
        for (int k = 1; k <= most; k++) {
            spans[to][k] = Math.min(spans[to][k], Math.min(NEVER, spans[from][k] + gap));
        }
    }

    private long gap(int from, int to) {
        Step step = plan.steps().get(to);
        if (step instanceof Step.Wait wait) {
            return wait.until() instanceof WaitFor.Time time ? shortest(time.delay()) : 0;
        }
        long delay = shortest(step.settings().timing().delay());
        return step.settings().timing().anchor() == Timing.Anchor.START ? Math.max(0, delay - latest[from]) : delay;
    }

    /** A time of day can come almost a day before the same time of the anchor. */
    private static long shortest(Delay delay) {
        if (delay instanceof Delay.Elapsed elapsed) {
            return elapsed.duration().toMillis();
        }
        if (delay instanceof Delay.BusinessDays business) {
            return shortest(business.days(), business.at().isPresent());
        }
        Delay.CalendarDays calendar = (Delay.CalendarDays) delay;
        Period period = calendar.period();
        long days = period.toTotalMonths() * SHORTEST_MONTH + period.get(ChronoUnit.DAYS);
        return shortest(days, calendar.at().isPresent());
    }

    private static long shortest(long days, boolean hasTime) {
        return Math.max(0, hasTime ? days - 1 : days) * DAY;
    }
}
