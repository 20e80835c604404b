package io.enrollment.spi;

import io.enrollment.criteria.Condition;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Whom an audience source is to find.
 *
 * @param organization the tenant
 * @param plan the plan
 * @param query the key of the audience query
 * @param when who qualifies
 * @param now the instant at which they qualify; the same for all pages of a query of a run
 * @param zone where {@code now} has its local date
 */
public record AudienceRequest(
        OrganizationId organization, PlanId plan, String query, Condition when, Instant now, ZoneId zone) {}
