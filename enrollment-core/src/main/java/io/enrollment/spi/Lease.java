package io.enrollment.spi;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;

/**
 * The right to settle one claimed enrollment.
 *
 * @param organization the tenant
 * @param subject who is enrolled; with the organization it tells the shard
 * @param enrollment which one
 * @param fence the fencing token: strictly increasing for one enrollment, never reset
 * @param token the token of the claim
 */
public record Lease(OrganizationId organization, SubjectId subject, EnrollmentId enrollment, long fence, String token) {

    /** The lease after a settlement that kept the claim. */
    public Lease next() {
        return new Lease(organization, subject, enrollment, fence + 1, token);
    }
}
