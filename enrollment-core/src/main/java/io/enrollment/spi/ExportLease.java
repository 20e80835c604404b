package io.enrollment.spi;

import io.enrollment.subject.OrganizationId;

/**
 * The right to work on one export.
 *
 * @param organization the tenant
 * @param export its id
 * @param fence the fencing token: strictly increasing for one export, never reset
 * @param token the token of the claim
 */
public record ExportLease(OrganizationId organization, String export, long fence, String token) {}
