package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.enrollment.subject.AttributeValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The JSON form of the literals of conditions: a JSON text, number or truth value, or an object with one member, {@code
 * date}, {@code instant} or {@code text}.
 */
final class LiteralJson {

    private static final String DATE = "date";
    private static final String INSTANT = "instant";
    private static final String TEXT = "text";
    private static final List<String> KINDS = List.of(DATE, INSTANT, TEXT);
    private static final int MAX_MAGNITUDE = 1000;

    private LiteralJson() {}

    /**
     * Reads a literal; empty, with a fault, when it is none.
     *
     * @param ordered whether an operator that needs an order follows: then a plain text that is an ISO date or an ISO
     *     instant is read as such
     */
    static Optional<AttributeValue> read(JsonNode node, String path, boolean ordered, Consumer<JsonFault> faults) {
        if (node.isTextual()) {
            return Optional.of(text(node.textValue(), ordered));
        }
        if (node.isBoolean()) {
            return Optional.of(AttributeValue.of(node.booleanValue()));
        }
        if (node.isNumber()) {
            return number(node, path, faults);
        }
        if (node.isObject()) {
            return Members.of(node, path, faults).flatMap(LiteralJson::typed);
        }
        faults.accept(new JsonFault(path, Members.shown(node), "be a text, a number, true, false or a date"));
        return Optional.empty();
    }

    /** Writes a literal so that {@link #read} gives the same one. */
    static JsonNode write(AttributeValue value, boolean ordered) {
        if (value instanceof AttributeValue.Text text) {
            boolean isPlain = text(text.value(), ordered).equals(value);
            return isPlain ? TextNode.valueOf(text.value()) : object(TEXT, text.value());
        }
        if (value instanceof AttributeValue.Number number) {
            return DecimalNode.valueOf(number.value());
        }
        if (value instanceof AttributeValue.Bool bool) {
            return BooleanNode.valueOf(bool.value());
        }
        return object(value instanceof AttributeValue.Date ? DATE : INSTANT, value.toString());
    }

    private static JsonNode object(String name, String text) {
        return JsonNodeFactory.instance.objectNode().put(name, text);
    }

    private static AttributeValue text(String text, boolean ordered) {
        return Optional.of(text)
                .filter(time -> ordered)
                .flatMap(time -> date(time).or(() -> instant(time)))
                .orElse(AttributeValue.of(text));
    }

    private static Optional<AttributeValue> number(JsonNode node, String path, Consumer<JsonFault> faults) {
        Optional<AttributeValue> number = isFinite(node)
                ? Optional.of(node.decimalValue())
                        .filter(LiteralJson::isBounded)
                        .map(AttributeValue::of)
                : Optional.empty();
        if (number.isEmpty()) {
            faults.accept(new JsonFault(path, node.asText(), "be a number within ±10^" + MAX_MAGNITUDE));
        }
        return number;
    }

    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }

    /** Checked before the value is made, since the scale of an extreme number overflows when its zeros are stripped. */
    private static boolean isBounded(BigDecimal number) {
        return number.signum() == 0 || Math.abs((long) number.precision() - number.scale()) <= MAX_MAGNITUDE;
    }

    private static Optional<AttributeValue> typed(Members literal) {
        Optional<AttributeValue> value = literal.exactlyOne(KINDS).flatMap(kind -> typed(kind, literal));
        literal.refuseOthers();
        return value;
    }

    private static Optional<AttributeValue> typed(String kind, Members literal) {
        return switch (kind) {
            case DATE -> parsed(literal, kind, LiteralJson::date, "be a date that exists, such as 2026-02-28");
            case INSTANT -> parsed(literal, kind, LiteralJson::instant, "be an instant such as 2026-02-28T09:00:00Z");
            default -> parsed(literal, kind, text -> Optional.of(AttributeValue.of(text)), "be a text");
        };
    }

    private static Optional<AttributeValue> parsed(
            Members literal, String kind, Function<String, Optional<AttributeValue>> parse, String rule) {
        Optional<String> text = literal.requireText(kind);
        Optional<AttributeValue> value = text.flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            literal.fault(kind, rule);
        }
        return value;
    }

    private static Optional<AttributeValue> date(String text) {
        return parse(text, time -> AttributeValue.of(LocalDate.parse(time)));
    }

    private static Optional<AttributeValue> instant(String text) {
        return parse(text, time -> AttributeValue.of(OffsetDateTime.parse(time).toInstant()));
    }

    private static Optional<AttributeValue> parse(String text, Function<String, AttributeValue> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }
}
