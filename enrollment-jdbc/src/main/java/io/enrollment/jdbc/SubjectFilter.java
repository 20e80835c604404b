package io.enrollment.jdbc;

import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Fields;
import io.enrollment.criteria.Operand;
import io.enrollment.json.SubjectJson;
import io.enrollment.subject.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the database can say of a condition over stored subjects: SQL that is true of every subject for whom the condition
 * holds, and perhaps of others, about whom Java decides. It looks for texts within the stored form, byte by byte, so that no
 * collation, no representation of numbers and no reading of dates can lose anybody.
 *
 * @param sql a condition on the column {@code profile}
 * @param parameters what its question marks stand for
 */
record SubjectFilter(String sql, List<String> parameters) {

    /** More literals than this are not looked for one by one. */
    private static final int MOST_LITERALS = 20;

    /** More texts than this cost the database more than they save. */
    private static final int MOST_TEXTS = 50;

    private static final String WITHIN = "position(? in profile) > 0";

    /** Copies the list. */
    SubjectFilter {
        parameters = List.copyOf(parameters);
    }

    /** The filter of a condition; empty when it would leave nobody out for certain. */
    static Optional<SubjectFilter> of(Condition when) {
        return narrowed(when, false).filter(filter -> filter.parameters().size() <= MOST_TEXTS);
    }

    private static Optional<SubjectFilter> narrowed(Condition when, boolean negated) {
        if (when instanceof Condition.All all) {
            return negated ? either(all.parts(), true) : both(all.parts(), false);
        }
        if (when instanceof Condition.Any any) {
            return negated ? both(any.parts(), true) : either(any.parts(), false);
        }
        if (when instanceof Condition.Not not) {
            return narrowed(not.part(), !negated);
        }
        if (when instanceof Condition.Present present) {
            return negated ? Optional.empty() : member(present.field());
        }
        return when instanceof Condition.Compare compare ? compared(compare, negated) : Optional.empty();
    }

    /** What cannot be said of some parts is left to Java. */
    private static Optional<SubjectFilter> both(List<Condition> parts, boolean negated) {
        return joined(
                parts.stream().flatMap(part -> narrowed(part, negated).stream()).toList(), " and ");
    }

    /** Nothing can be said unless something can be said of every part. */
    private static Optional<SubjectFilter> either(List<Condition> parts, boolean negated) {
        List<SubjectFilter> filters =
                parts.stream().flatMap(part -> narrowed(part, negated).stream()).toList();
        return filters.size() == parts.size() ? joined(filters, " or ") : Optional.empty();
    }

    private static Optional<SubjectFilter> joined(List<SubjectFilter> filters, String by) {
        if (filters.size() < 2) {
            return filters.stream().findFirst();
        }
        List<String> parameters = new ArrayList<>();
        filters.forEach(filter -> parameters.addAll(filter.parameters()));
        String sql = String.join(by, filters.stream().map(SubjectFilter::sql).toList());
        return Optional.of(new SubjectFilter("(" + sql + ")", parameters));
    }

    /** A field that is absent matches nothing but complements, and of them nothing is said. */
    private static Optional<SubjectFilter> compared(Condition.Compare compare, boolean negated) {
        boolean isComplement = compare.operator().isNegative() != negated;
        if (isComplement) {
            return Optional.empty();
        }
        List<SubjectFilter> filters = new ArrayList<>();
        member(compare.field()).ifPresent(filters::add);
        literals(compare).ifPresent(filters::add);
        return joined(filters, " and ");
    }

    /** Only texts under equality or as parts stand in the stored form as they are in the condition. */
    private static Optional<SubjectFilter> literals(Condition.Compare compare) {
        List<AttributeValue> values = values(compare.operand());
        boolean asTheyAre = !compare.ignoreCase()
                && !compare.operator().isOrder()
                && !values.isEmpty()
                && values.size() <= MOST_LITERALS
                && values.stream().allMatch(SubjectFilter::isOnlyText);
        return asTheyAre
                ? joined(
                        values.stream()
                                .map(value -> within(SubjectJson.stored(value.toString())))
                                .toList(),
                        " or ")
                : Optional.empty();
    }

    private static List<AttributeValue> values(Operand operand) {
        if (operand instanceof Operand.OneOf set) {
            return set.values();
        }
        return operand instanceof Operand.Literal literal ? List.of(literal.value()) : List.of();
    }

    /** Whether nothing but a text can equal it: what begins like a number or a date, or is a truth value, is read as one. */
    private static boolean isOnlyText(AttributeValue value) {
        if (!(value instanceof AttributeValue.Text text) || text.value().isEmpty()) {
            return false;
        }
        char first = text.value().charAt(0);
        boolean isNumeric = first == '+' || first == '-' || (first >= '0' && first <= '9');
        return !isNumeric && !text.value().equals("true") && !text.value().equals("false");
    }

    /** That the field is there at all. */
    private static Optional<SubjectFilter> member(String field) {
        if (!Fields.isBuiltIn(field)) {
            return Optional.of(within("\"" + SubjectJson.stored(field) + "\":"));
        }
        return switch (field) {
            case Fields.FIRST_NAME, Fields.LAST_NAME, Fields.NAME, Fields.COUNTRY, Fields.REGION, Fields.LOCALE ->
                Optional.of(within("\"" + field + "\":"));
            case Fields.TIME_ZONE -> Optional.of(within("\"zone\":"));
            case Fields.EMAIL, Fields.PHONE -> Optional.of(within("\"contactPoints\":[{"));
            default -> Optional.empty();
        };
    }

    private static SubjectFilter within(String text) {
        return new SubjectFilter(WITHIN, List.of(text));
    }
}
