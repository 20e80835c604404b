package io.enrollment.report;

/**
 * Whether an audience query of a plan would find a subject.
 *
 * @param query the key of the query
 * @param finds whether it would
 * @param because the clauses that decided, and what was found; it quotes values of the subject
 */
public record AudienceMatch(String query, boolean finds, String because) {}
