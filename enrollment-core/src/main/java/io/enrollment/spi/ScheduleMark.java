package io.enrollment.spi;

import io.enrollment.internal.Micros;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the run schedule of a plan was looked at.
 *
 * @param organization the tenant
 * @param plan the plan
 * @param seenUntil every time of the schedule up to this instant, itself included, was dealt with; to the microsecond
 * @param lookAt when the schedule is to be looked at next; never later than its next time; empty for never
 */
public record ScheduleMark(OrganizationId organization, PlanId plan, Instant seenUntil, Optional<Instant> lookAt) {
    /** Takes the instants down to the microsecond, as stores keep them. */
    public ScheduleMark {
        seenUntil = Micros.instant(Micros.floor(seenUntil));
        lookAt = lookAt.map(at -> Micros.instant(Micros.floor(at)));
    }
}
