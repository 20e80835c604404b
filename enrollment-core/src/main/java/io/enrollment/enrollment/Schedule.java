package io.enrollment.enrollment;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.DueTime;
import io.enrollment.calendar.DueTimes;
import io.enrollment.calendar.QuietHours;
import io.enrollment.calendar.QuietHoursTable;
import io.enrollment.calendar.ResolvedZone;
import io.enrollment.calendar.SendGates;
import io.enrollment.criteria.Fields;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.Timing;
import io.enrollment.plan.WaitFor;
import io.enrollment.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/** When the steps of one enrollment are due, by plan and facts. */
final class Schedule {

    /** Why a step has no due time. */
    static final String NEVER_OPENS = "WINDOW_NEVER_OPENS";

    static final String NO_DATE = "ATTRIBUTE_DATE_MISSING";

    private final Rules rules;
    private final Plan plan;
    private final Facts facts;

    Schedule(Rules rules, Plan plan, Facts facts) {
        this.rules = rules;
        this.plan = plan;
        this.facts = facts;
    }

    /** When a step is due, or the reason why that cannot be told. */
    sealed interface Due {
        record At(DueTime time) implements Due {}

        record Never(String reason) implements Due {}
    }

    /** The due time of a step that follows something at {@code anchor}. */
    Due due(Step step, Enrollment state, Instant anchor) {
        if (step instanceof Step.Wait wait && isAbsolute(wait)) {
            return untilDate(wait);
        }
        return orNever(relative(timing(step), state, anchor, zone(step), gates(step, state, anchor)));
    }

    /**
     * The wait of the present step alone, before windows and gaps, whatever expiry comes before its end; by the clocks of the
     * zone in which it was made due, should the subject have moved. May be over before the step was come to.
     */
    DueTime wait(Step step, Enrollment state, DueTime due) {
        return state.waitOver()
                .map(over -> Dues.at(over, zone(step), "the wait is over"))
                .or(() -> planned(step, state, due.zone()))
                .orElse(due);
    }

    /** The wait of the present step by the plan alone, before windows and gaps; maybe over before the step was come to. */
    Optional<DueTime> planned(Step step, Enrollment state) {
        return planned(step, state, zone(step));
    }

    private Optional<DueTime> planned(Step step, Enrollment state, ResolvedZone zone) {
        SendGates none = SendGates.builder()
                .calendar(facts.organization().businessCalendar())
                .build();
        return relative(timing(step), state, state.anchor(), zone, none);
    }

    private static Optional<DueTime> relative(
            Timing timing, Enrollment state, Instant anchor, ResolvedZone zone, SendGates gates) {
        if (timing.anchor() != Timing.Anchor.START) {
            return DueTimes.resolve(anchor, timing.delay(), zone, gates);
        }
        Instant start = state.startShift().restarted().orElse(state.enrolledAt());
        return DueTimes.resolve(start, state.startShift().moved(timing.delay()), zone, gates);
    }

    /** Whether a step is a wait until a date, which no pause shifts. */
    static boolean isAbsolute(Step step) {
        return step instanceof Step.Wait wait
                && (wait.until() instanceof WaitFor.Date || wait.until() instanceof WaitFor.AttributeDate);
    }

    /** What the step's due time counts from, and how long; of a wait that is not for a date, how long it is. */
    static Timing timing(Step step) {
        if (step instanceof Step.Wait wait && wait.until() instanceof WaitFor.Event event) {
            return Timing.after(timeout(event));
        }
        return step instanceof Step.Wait wait && wait.until() instanceof WaitFor.Time time
                ? Timing.after(time.delay())
                : step.settings().timing();
    }

    private static Delay timeout(WaitFor.Event event) {
        Duration longest = Duration.ofDays(Delay.MAX_DAYS);
        return new Delay.Elapsed(event.timeout().compareTo(longest) < 0 ? event.timeout() : longest);
    }

    /** The first instant from {@code from} on at which the step's gates are all open. */
    Optional<DueTime> gate(Step step, Enrollment state, Instant from) {
        return DueTimes.gate(from, zone(step), gates(step, state, from));
    }

    /** Whether the step may be carried out at this very instant. */
    boolean isOpen(Step step, Enrollment state, Instant now) {
        return gates(step, state, now).isOpen(now, zone(step).zone());
    }

    ResolvedZone zone(Step step) {
        return ResolvedZone.resolve(
                facts.subject().zone(),
                step.settings().zone(),
                plan.zone(),
                facts.organization().zone());
    }

    /** When the enrollment expires: on the plan's end date, or when it has reached the plan's maximum age. */
    Optional<Instant> expiry(Enrollment state) {
        if (plan.endDate().isEmpty() && plan.maximumAge().isEmpty()) {
            return Optional.empty();
        }
        ZoneId zone = facts.organization().zoneOrUtc();
        Optional<Instant> end =
                plan.endDate().map(date -> date.atStartOfDay(zone).toInstant());
        Optional<Instant> age = plan.maximumAge()
                .map(period -> ZonedDateTime.ofInstant(state.enrolledAt(), zone)
                        .plus(period)
                        .toInstant());
        return Stream.of(end, age).flatMap(Optional::stream).min(Instant::compareTo);
    }

    private Due untilDate(Step.Wait wait) {
        ResolvedZone zone = zone(wait);
        Optional<LocalDateTime> local = localDate(wait.until(), zone.zone());
        if (local.isEmpty()) {
            return new Due.Never(NO_DATE);
        }
        return orNever(DueTimes.atLocal(local.get(), zone, ownGates(wait).build()));
    }

    private Optional<LocalDateTime> localDate(WaitFor until, ZoneId zone) {
        if (until instanceof WaitFor.Date date) {
            return Optional.of(date.date().atTime(date.at().orElse(LocalTime.MIDNIGHT)));
        }
        return until instanceof WaitFor.AttributeDate date ? attributeDate(date, zone) : Optional.empty();
    }

    private Optional<LocalDateTime> attributeDate(WaitFor.AttributeDate until, ZoneId zone) {
        return Fields.of(facts.subject(), until.attribute())
                .flatMap(value -> AttributeDates.read(value, zone))
                .flatMap(found -> AttributeDates.plus(found, until.offset()))
                .map(found -> until.at().map(found.toLocalDate()::atTime).orElse(found));
    }

    private SendGates gates(Step step, Enrollment state, Instant notBefore) {
        if (step instanceof Step.Message message) {
            return ownGates(step)
                    .window(step.settings().window().or(plan::window))
                    .quietHours(quietHours(message))
                    .notBefore(later(
                            later(notBefore, afterGap(state)), state.heard().quietUntil()))
                    .build();
        }
        if (step instanceof Step.Call) {
            return ownGates(step)
                    .window(step.settings().window().or(plan::window))
                    .quietHours(quietHours(QuietHoursTable.Use.CALL))
                    .notBefore(later(notBefore, state.heard().quietUntil()))
                    .build();
        }
        return ownGates(step).notBefore(notBefore).build();
    }

    private SendGates.Builder ownGates(Step step) {
        SendGates.Builder builder = SendGates.builder();
        builder.window(step.settings().window())
                .calendar(facts.organization().businessCalendar())
                .businessDaysOnly(step.settings().businessDaysOnly());
        return builder;
    }

    private Optional<QuietHours> quietHours(Step.Message step) {
        if (!(step instanceof Step.Text) || !step.message().quietHours()) {
            return Optional.empty();
        }
        return quietHours(QuietHoursTable.Use.TEXT);
    }

    private Optional<QuietHours> quietHours(QuietHoursTable.Use use) {
        Subject subject = facts.subject();
        return Optional.of(rules.quietHours().gateFor(subject.country(), subject.region(), subject.zone(), use));
    }

    private Optional<Instant> afterGap(Enrollment state) {
        Duration gap = plan.minimumGap();
        return gap.isZero() ? Optional.empty() : state.lastHandOff().map(last -> last.plus(gap));
    }

    private static Instant later(Instant a, Optional<Instant> b) {
        return b.filter(a::isBefore).orElse(a);
    }

    private static Due orNever(Optional<DueTime> due) {
        return due.<Due>map(Due.At::new).orElseGet(() -> new Due.Never(NEVER_OPENS));
    }
}
