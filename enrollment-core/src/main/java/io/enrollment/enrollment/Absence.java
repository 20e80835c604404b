package io.enrollment.enrollment;

import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.plan.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** How long a subject is left alone that is out of office. */
final class Absence {

    private static final int DAYS_WITHOUT_A_DATE = 3;

    private final Facts facts;
    private final ZoneId zone;

    Absence(Facts facts, Step step, Schedule schedule) {
        this.facts = facts;
        this.zone = schedule.zone(step).zone();
    }

    /** The start of the business day after the return, or of the third business day from when it was said. */
    Instant until(InboundEvent.OutOfOffice away, Instant saidAt) {
        BusinessCalendar calendar = facts.organization().businessCalendar();
        LocalDate said = LocalDate.ofInstant(saidAt, zone);
        LocalDate day = away.returnsOn()
                .filter(returns -> !returns.isBefore(said))
                .map(returns -> calendar.plusBusinessDays(returns, 1))
                .orElseGet(() -> calendar.plusBusinessDays(said, DAYS_WITHOUT_A_DATE));
        return day.atStartOfDay(zone).toInstant();
    }
}
