package io.enrollment.spi;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import java.util.Map;

/**
 * What an action is given.
 *
 * @param key the same in every attempt
 * @param organization the tenant
 * @param plan the plan
 * @param enrollment the enrollment
 * @param subject the subject
 * @param parameters the parameters of the step
 */
public record ActionCall(
        IdempotencyKey key,
        OrganizationId organization,
        PlanId plan,
        EnrollmentId enrollment,
        Subject subject,
        Map<String, String> parameters) {}
