package io.enrollment.criteria;

import io.enrollment.criteria.Condition.All;
import io.enrollment.criteria.Condition.Any;
import io.enrollment.criteria.Condition.Compare;
import io.enrollment.criteria.Condition.Not;
import io.enrollment.criteria.Condition.Present;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/**
 * Evaluates conditions by the rules that the package states. Never fails on a value of a field, whatever it is; the same
 * arguments give the same result. Thread-safe.
 */
public final class Criteria {

    private Criteria() {}

    /**
     * The result of {@code condition} for {@code subject}, explained.
     *
     * @param now the instant of the evaluation
     * @param zone where {@code now} has its local date, and dates their start
     */
    public static Evaluation evaluate(Condition condition, Subject subject, Instant now, ZoneId zone) {
        return evaluate(condition, name -> Fields.of(subject, name), now, zone);
    }

    /**
     * The result of {@code condition} over fields of any origin, explained.
     *
     * @param fields the value of the field of a name; empty when it is absent
     * @param now the instant of the evaluation
     * @param zone where {@code now} has its local date, and dates their start
     */
    public static Evaluation evaluate(
            Condition condition, Function<String, Optional<AttributeValue>> fields, Instant now, ZoneId zone) {
        return new Explainer(leaves(fields, now, zone)).explain(condition);
    }

    /** What {@link #evaluate} gives as {@link Evaluation#holds}, without the cost of the explanation. */
    public static boolean holds(Condition condition, Subject subject, Instant now, ZoneId zone) {
        return holds(condition, leaves(name -> Fields.of(subject, name), now, zone));
    }

    private static Leaves leaves(Function<String, Optional<AttributeValue>> fields, Instant now, ZoneId zone) {
        return new Leaves(fields, LocalDate.ofInstant(now, zone), zone);
    }

    private static boolean holds(Condition condition, Leaves leaves) {
        if (condition instanceof All all) {
            return all.parts().stream().allMatch(part -> holds(part, leaves));
        }
        if (condition instanceof Any any) {
            return any.parts().stream().anyMatch(part -> holds(part, leaves));
        }
        if (condition instanceof Not not) {
            return !holds(not.part(), leaves);
        }
        if (condition instanceof Present present) {
            return Leaves.isPresent(leaves.value(present.field()));
        }
        return !(condition instanceof Compare compare) || leaves.holds(compare, leaves.value(compare.field()));
    }
}
