package io.enrollment.plan;

import io.enrollment.calendar.Cron;
import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When the enroller runs of a plan start by themselves: at local times of the organization.
 *
 * @param cron the local times
 * @param onMissed what becomes of a time that passed while no engine was there
 * @param maximumAge how late the last missed one may still start, under {@link OnMissedRun#RUN_ONCE}
 * @param evaluateAndExpire whether the runs also expire the enrolled who no longer match, as far as the plan says so
 */
public record RunSchedule(Cron cron, OnMissedRun onMissed, Duration maximumAge, boolean evaluateAndExpire) {

    /** How late a start may be and still count as on time: time to notice, and to take over from a node that died. */
    public static final Duration ON_TIME = Duration.ofMinutes(5);

    /** The usual limit of {@link #maximumAge}. */
    public static final Duration ONE_DAY = Duration.ofDays(1);

    /** Checks the age. */
    public RunSchedule {
        Require.that(
                maximumAge.compareTo(ON_TIME) >= 0 && maximumAge.compareTo(Duration.ofDays(366)) <= 0,
                "runSchedule maximumAge",
                maximumAge,
                "be 5 minutes to 366 days");
    }

    /** Runs at these times; a missed one starts late, up to a day. */
    public static RunSchedule cron(String expression) {
        return new RunSchedule(Cron.parse(expression), OnMissedRun.RUN_ONCE, ONE_DAY, false);
    }

    /** The same times, with missed ones left out. */
    public RunSchedule skippingMissed() {
        return new RunSchedule(cron, OnMissedRun.SKIP, maximumAge, evaluateAndExpire);
    }

    /** The same times, with a missed one starting no later than this. */
    public RunSchedule noLaterThan(Duration age) {
        return new RunSchedule(cron, onMissed, age, evaluateAndExpire);
    }

    /** The same times, for runs that also expire. */
    public RunSchedule alsoExpiring() {
        return new RunSchedule(cron, onMissed, maximumAge, true);
    }

    /** How late a start may be. */
    public Duration latest() {
        return onMissed == OnMissedRun.SKIP ? ON_TIME : maximumAge;
    }

    /** The first time after this instant at which a run of the plan is to start, within the dates of the plan. */
    public Optional<Instant> next(Plan plan, Instant after, ZoneId zone) {
        Instant from = plan.startDate()
                .map(start -> start(start, zone).minusNanos(1))
                .filter(start -> start.isAfter(after))
                .orElse(after);
        return cron.next(from, zone).filter(at -> isBeforeTheEnd(plan, at, zone));
    }

    /** The last time after one instant, and not after another, at which a run of the plan was to start. */
    public Optional<Instant> latest(Plan plan, Instant after, Instant until, ZoneId zone) {
        Instant from = plan.startDate()
                .map(start -> start(start, zone).minusNanos(1))
                .filter(start -> start.isAfter(after))
                .orElse(after);
        Instant to = plan.endDate()
                .map(end -> start(end, zone).minusNanos(1))
                .filter(end -> end.isBefore(until))
                .orElse(until);
        return cron.latest(from, to, zone);
    }

    /** Why there is no time at all at which a run of the plan starts; empty when there is one. */
    Optional<String> neverFires(Plan plan, ZoneId zone) {
        if (cron.neverFires()) {
            return Optional.of("no date fits " + cron + ", so no run would ever start");
        }
        boolean bounded = plan.startDate().isPresent() && plan.endDate().isPresent();
        return bounded && next(plan, Instant.EPOCH, zone).isEmpty()
                ? Optional.of(cron + " has no time from " + plan.startDate().get() + " on and before "
                        + plan.endDate().get() + ", so no run would ever start")
                : Optional.empty();
    }

    private static boolean isBeforeTheEnd(Plan plan, Instant at, ZoneId zone) {
        return plan.endDate().map(end -> at.isBefore(start(end, zone))).orElse(true);
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
