package io.enrollment.calendar;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A zone with the place it was taken from.
 *
 * <p>The chain subject, step, plan, organization, UTC serves due times only; quiet hours never fall back along it, see
 * {@link QuietHoursTable}.
 *
 * @param zone the zone
 * @param source where it was taken from
 */
public record ResolvedZone(ZoneId zone, ZoneSource source) {

    /** The first zone that is given, in the order of {@link ZoneSource}; UTC when none is. */
    public static ResolvedZone resolve(
            Optional<ZoneId> subject, Optional<ZoneId> step, Optional<ZoneId> plan, Optional<ZoneId> organization) {
        if (subject.isPresent()) {
            return new ResolvedZone(subject.get(), ZoneSource.SUBJECT);
        }
        if (step.isPresent()) {
            return new ResolvedZone(step.get(), ZoneSource.STEP);
        }
        if (plan.isPresent()) {
            return new ResolvedZone(plan.get(), ZoneSource.PLAN);
        }
        return organization
                .map(id -> new ResolvedZone(id, ZoneSource.ORGANIZATION))
                .orElseGet(() -> new ResolvedZone(ZoneOffset.UTC, ZoneSource.UTC));
    }
}
