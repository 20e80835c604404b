package io.enrollment.criteria;

import io.enrollment.criteria.Condition.All;
import io.enrollment.criteria.Condition.Any;
import io.enrollment.criteria.Condition.Compare;
import io.enrollment.criteria.Condition.Not;
import io.enrollment.criteria.Condition.Present;
import io.enrollment.subject.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One walk through a condition that keeps what it saw; used once, by one thread. */
final class Explainer {

    private static final int NAMED = 3;

    private final Leaves leaves;
    private final Wording wording;
    private final List<Clause> clauses = new ArrayList<>();

    Explainer(Leaves leaves) {
        this.leaves = leaves;
        this.wording = new Wording(leaves);
    }

    /** Whether a condition holds, and the sentences of the clauses by which it does or does not. */
    private record Decision(boolean holds, List<String> reasons) {}

    /** Where the walk is: the path so far, and whether an odd number of negations stands around. */
    private record Place(String path, boolean negated) {
        Place child(String name) {
            return new Place(path.isEmpty() ? name : path + "." + name, negated);
        }

        Place negation() {
            return new Place(child("not").path(), !negated);
        }
    }

    Evaluation explain(Condition condition) {
        Decision decision = decide(condition, new Place("", false));
        return new Evaluation(decision.holds(), sentence(decision.reasons()), clauses);
    }

    private static String sentence(List<String> reasons) {
        String named = String.join("; ", reasons.subList(0, Math.min(NAMED, reasons.size())));
        return reasons.size() <= NAMED ? named : named + "; and " + (reasons.size() - NAMED) + " more";
    }

    private Decision decide(Condition condition, Place place) {
        if (condition instanceof All all) {
            return firstThat(false, all.parts(), "all", place);
        }
        if (condition instanceof Any any) {
            return firstThat(true, any.parts(), "any", place);
        }
        if (condition instanceof Not not) {
            Decision inner = decide(not.part(), place.negation());
            return new Decision(!inner.holds(), inner.reasons());
        }
        return leaf(condition, place);
    }

    /** The first part whose result is {@code decisive} decides alone; where there is none, all parts do together. */
    private Decision firstThat(boolean decisive, List<Condition> parts, String name, Place place) {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Decision part = decide(parts.get(i), place.child(name + "[" + i + "]"));
            if (part.holds() == decisive) {
                return part;
            }
            reasons.addAll(part.reasons());
        }
        return new Decision(!decisive, reasons);
    }

    private Decision leaf(Condition condition, Place place) {
        Clause clause = clause(condition, place.path());
        clauses.add(clause);
        String text = place.negated() ? "not (" + clause.text() + ")" : clause.text();
        return new Decision(clause.holds(), List.of(text + ": " + clause.finding()));
    }

    private Clause clause(Condition condition, String path) {
        if (condition instanceof Present present) {
            Optional<AttributeValue> value = leaves.value(present.field());
            return new Clause(path, wording.text(present), wording.finding(present, value), Leaves.isPresent(value));
        }
        if (condition instanceof Compare compare) {
            Optional<AttributeValue> value = leaves.value(compare.field());
            boolean holds = leaves.holds(compare, value);
            return new Clause(path, wording.text(compare), wording.finding(compare, value), holds);
        }
        return new Clause(path, "everybody", "no condition to meet", true);
    }
}
