package io.enrollment.criteria;

/**
 * What one clause of a condition came to.
 *
 * @param path the way from the outermost condition, such as {@code all[1].any[0]} or {@code not}; empty for a condition
 *     that is a single clause
 * @param text the clause, such as {@code model EQ "Civic"}
 * @param finding what was found, such as {@code found "Accord"} or {@code model is absent}; long values are cut
 * @param holds whether the clause itself is true, whatever stands around it
 */
public record Clause(String path, String text, String finding, boolean holds) {}
