package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Operand;
import io.enrollment.criteria.Operator;
import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The JSON form of conditions, read strictly.
 *
 * <pre>{@code
 * {"everybody": true}
 * {"all": [condition, ...]}     {"any": [condition, ...]}     {"not": condition}
 * {"present": "field"}          {"absent": "field"}
 * {"field": "model",       "op": "eq", "value": "Civic", "ignoreCase": true}
 * {"field": "tags",        "op": "contains", "values": ["hot", "vip"]}
 * {"field": "purchasedAt", "op": "lt", "fromToday": "-P30D"}
 * {"field": "purchasedAt", "op": "ge", "value": {"date": "2026-02-28"}}
 * }</pre>
 *
 * <p>Operators: eq, ne, lt, le, gt, ge, in, notIn, contains, notContains, startsWith, endsWith. A value is a JSON text,
 * number or truth value, or one of {@code {"date": "2026-02-28"}}, {@code {"instant": "2026-02-28T09:00:00Z"}} and
 * {@code {"text": "2026-02-28"}}; with lt, le, gt and ge a plain text that is such a date or instant is read as one.
 * Thread-safe.
 */
public final class ConditionJson {

    private static final List<String> KINDS = List.of("everybody", "all", "any", "not", "present", "absent", "field");
    private static final List<String> OPERANDS = List.of("value", "values", "fromToday");
    private static final ImmutableMap<String, Operator> OPERATORS =
            Maps.uniqueIndex(Arrays.asList(Operator.values()), ConditionJson::name);

    private final Consumer<JsonFault> faults;

    private ConditionJson(Consumer<JsonFault> faults) {
        this.faults = faults;
    }

    /**
     * Reads a condition.
     *
     * @throws InvalidDocumentException if it is none, with every fault found
     */
    public static Condition read(JsonNode node) {
        List<JsonFault> faults = new ArrayList<>();
        return read(node, "", faults::add).orElseThrow(() -> new InvalidDocumentException(faults));
    }

    /**
     * Reads a condition within a document; empty when a fault was found in it.
     *
     * @param node the JSON of the condition
     * @param path JSON Pointer to {@code node} in its document
     * @param faults is told every fault
     */
    public static Optional<Condition> read(JsonNode node, String path, Consumer<JsonFault> faults) {
        List<JsonFault> found = new ArrayList<>();
        Optional<Condition> condition = new ConditionJson(found::add).condition(node, path, 1);
        found.forEach(faults);
        return condition.filter(whole -> found.isEmpty());
    }

    /** Writes a condition so that {@link #read} gives the same one. */
    public static JsonNode write(Condition condition) {
        if (condition instanceof Condition.All all) {
            return group("all", all.parts());
        }
        if (condition instanceof Condition.Any any) {
            return group("any", any.parts());
        }
        if (condition instanceof Condition.Not not) {
            return not.part() instanceof Condition.Present present
                    ? object().put("absent", present.field())
                    : object().set("not", write(not.part()));
        }
        if (condition instanceof Condition.Present present) {
            return object().put("present", present.field());
        }
        return condition instanceof Condition.Compare compare ? comparison(compare) : object().put("everybody", true);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode group(String name, List<Condition> parts) {
        ObjectNode group = object();
        ArrayNode array = group.putArray(name);
        parts.forEach(part -> array.add(write(part)));
        return group;
    }

    private static JsonNode comparison(Condition.Compare clause) {
        ObjectNode node = object().put("field", clause.field()).put("op", name(clause.operator()));
        boolean ordered = clause.operator().isOrder();
        if (clause.operand() instanceof Operand.OneOf set) {
            ArrayNode values = node.putArray("values");
            set.values().forEach(value -> values.add(LiteralJson.write(value, ordered)));
        } else if (clause.operand() instanceof Operand.FromToday relative) {
            node.put("fromToday", Times.write(relative.offset()));
        } else if (clause.operand() instanceof Operand.Literal literal) {
            node.set("value", LiteralJson.write(literal.value(), ordered));
        }
        return clause.ignoreCase() ? node.put("ignoreCase", true) : node;
    }

    private static String name(Operator operator) {
        return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, operator.name());
    }

    private Optional<Condition> condition(JsonNode node, String path, int level) {
        if (level > Condition.MAX_LEVELS) {
            faults.accept(new JsonFault(
                    path, Members.shown(node), "not be nested over " + Condition.MAX_LEVELS + " levels deep"));
            return Optional.empty();
        }
        return Members.of(node, path, faults).flatMap(members -> condition(members, level));
    }

    private Optional<Condition> condition(Members members, int level) {
        Optional<Condition> condition = members.exactlyOne(KINDS).flatMap(kind -> ofKind(kind, members, level));
        members.refuseOthers();
        return condition;
    }

    private Optional<Condition> ofKind(String kind, Members members, int level) {
        return switch (kind) {
            case "all" -> group(kind, members, level, Condition.All::new);
            case "any" -> group(kind, members, level, Condition.Any::new);
            case "not" ->
                members.require(kind)
                        .flatMap(part -> condition(part, members.path(kind), level + 1))
                        .flatMap(part -> members.make(kind, () -> Condition.not(part)));
            case "present" -> present(kind, members);
            case "absent" -> present(kind, members).map(Condition::not);
            case "field" -> comparison(members);
            default -> everybody(kind, members);
        };
    }

    private Optional<Condition> group(
            String kind, Members members, int level, Function<List<Condition>, Condition> maker) {
        return members.requireList(kind, (part, path) -> condition(part, path, level + 1))
                .flatMap(parts -> members.make(kind, () -> maker.apply(parts)));
    }

    private static Optional<Condition> present(String kind, Members members) {
        return members.requireText(kind).flatMap(field -> members.make(kind, () -> Condition.present(field)));
    }

    private static Optional<Condition> everybody(String kind, Members members) {
        boolean isTrue = members.take(kind).filter(JsonNode::booleanValue).isPresent();
        if (!isTrue) {
            members.fault(kind, "be true");
        }
        return isTrue ? Optional.of(new Condition.Everybody()) : Optional.empty();
    }

    private Optional<Condition> comparison(Members members) {
        Optional<String> field = present("field", members).flatMap(valid -> members.text("field"));
        Optional<Operator> operator = members.requireText("op").flatMap(name -> operator(name, members));
        boolean ignoreCase = members.flag("ignoreCase");
        boolean ordered = operator.filter(Operator::isOrder).isPresent();
        return members.exactlyOne(OPERANDS).flatMap(kind -> {
            Optional<Operand> operand = operand(kind, members, ordered);
            return field.flatMap(name -> operator.flatMap(op -> operand.flatMap(
                    value -> members.make(kind, () -> new Condition.Compare(name, op, value, ignoreCase)))));
        });
    }

    private static Optional<Operator> operator(String name, Members members) {
        Optional<Operator> operator = Optional.ofNullable(OPERATORS.get(name));
        if (operator.isEmpty()) {
            members.fault("op", "be one of " + String.join(", ", OPERATORS.keySet()));
        }
        return operator;
    }

    private Optional<Operand> operand(String kind, Members members, boolean ordered) {
        return switch (kind) {
            case "value" ->
                members.require(kind)
                        .flatMap(node -> LiteralJson.read(node, members.path(kind), ordered, faults))
                        .map(Operand::of);
            case "values" ->
                members.requireList(kind, (node, path) -> LiteralJson.read(node, path, ordered, faults))
                        .flatMap(values -> members.make(kind, () -> new Operand.OneOf(values)));
            default -> members.requireText(kind).flatMap(text -> offset(text, kind, members));
        };
    }

    private static Optional<Operand> offset(String text, String kind, Members members) {
        try {
            Period offset = Period.parse(text);
            return members.make(kind, () -> new Operand.FromToday(offset));
        } catch (DateTimeException notAPeriod) {
            members.fault(kind, "be an ISO 8601 period of days, weeks, months or years, such as -P30D");
            return Optional.empty();
        }
    }
}
