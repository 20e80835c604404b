package io.enrollment.spi;

import io.enrollment.run.RunId;
import io.enrollment.subject.OrganizationId;

/**
 * The right to work on one run.
 *
 * @param organization the tenant
 * @param run which one
 * @param fence the fencing token: strictly increasing for one run, never reset
 * @param token the token of the claim
 */
public record RunLease(OrganizationId organization, RunId run, long fence, String token) {}
