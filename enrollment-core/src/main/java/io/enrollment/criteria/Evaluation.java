package io.enrollment.criteria;

import java.util.List;

/**
 * The result of a condition for one subject. It quotes values of the subject, so it belongs in reports, not in logs.
 *
 * @param holds whether the condition is true
 * @param explanation one line of English that names the clauses that decided and what was found: of an All the first
 *     false one, of an Any the first true one, where there is none all of them (three are named)
 * @param clauses the clauses that were evaluated, in their order; those behind the deciding one were not
 */
public record Evaluation(boolean holds, String explanation, List<Clause> clauses) {

    /** Copies the list. */
    public Evaluation {
        clauses = List.copyOf(clauses);
    }
}
