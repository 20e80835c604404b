package io.enrollment.criteria;

import io.enrollment.internal.Require;
import java.util.List;

/** The depth of conditions, kept within {@link Condition#MAX_LEVELS} from the moment that one is made. */
final class Levels {

    private Levels() {}

    /**
     * Checks that a condition around {@code parts} is not too deep.
     *
     * @throws IllegalArgumentException if it is
     */
    static void check(List<Condition> parts) {
        int levels = 1 + deepest(parts);
        Require.that(levels <= Condition.MAX_LEVELS, "condition levels", levels, "be at most " + Condition.MAX_LEVELS);
    }

    /** Recursion is safe: the parts were checked when they were made. */
    private static int of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return 1 + deepest(all.parts());
        }
        if (condition instanceof Condition.Any any) {
            return 1 + deepest(any.parts());
        }
        return condition instanceof Condition.Not not ? 1 + of(not.part()) : 1;
    }

    private static int deepest(List<Condition> parts) {
        return parts.stream().mapToInt(Levels::of).max().orElse(0);
    }
}
