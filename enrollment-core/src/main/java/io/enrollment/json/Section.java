package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.enrollment.criteria.Condition;
import io.enrollment.internal.Refusal;
import io.enrollment.internal.Require;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One object of a document, with its members read as what they should be. Each reading of a member reports what is wrong
 * with it and is then empty, as if the member were missing, so that the reading goes on to the next fault.
 */
final class Section {

    private final Members members;
    private final JsonNode node;
    private final String path;
    private final Faults faults;

    private Section(Members members, JsonNode node, String path, Faults faults) {
        this.members = members;
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /** The object at this place; empty, with a fault, when there is something else. */
    static Optional<Section> of(JsonNode node, String path, Faults faults) {
        return Members.of(node, path, faults).map(members -> new Section(members, node, path, faults));
    }

    boolean has(String name) {
        return node.has(name);
    }

    /** A text. */
    Optional<String> text(String name) {
        return members.text(name);
    }

    /** What a text stands for. */
    <T> Optional<T> text(String name, Function<String, T> meaning) {
        return members.text(name).flatMap(text -> members.make(name, () -> meaning.apply(text)));
    }

    /** A text that must be there, and what it stands for. */
    <T> Optional<T> requireText(String name, Function<String, T> meaning) {
        return members.require(name).flatMap(value -> text(name, meaning));
    }

    /** A truth value. */
    Optional<Boolean> flag(String name) {
        return members.take(name)
                .map(value -> members.flag(name))
                .filter(flag -> node.path(name).isBoolean());
    }

    /** A text of 1 to {@code max} code points. */
    Optional<String> text(String name, int max) {
        return text(name, text -> Require.text(name, text, max));
    }

    /** A text of 1 to {@code max} code points that must be there. */
    Optional<String> requireText(String name, int max) {
        return requireText(name, text -> Require.text(name, text, max));
    }

    /** A whole number within bounds; {@code 1.0} is one. */
    Optional<Integer> integer(String name, int min, int max) {
        return members.take(name).flatMap(value -> {
            Optional<Integer> number = value.isNumber() ? whole(value.decimalValue(), min, max) : Optional.empty();
            return number.isPresent() ? number : refuse(name, "be a whole number from " + min + " to " + max);
        });
    }

    /** A whole number within bounds that must be there. */
    Optional<Integer> requireInteger(String name, int min, int max) {
        return members.require(name).flatMap(value -> integer(name, min, max));
    }

    private static Optional<Integer> whole(BigDecimal number, int min, int max) {
        boolean isWithin =
                number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
        return isWithin && number.stripTrailingZeros().scale() <= 0 ? Optional.of(number.intValue()) : Optional.empty();
    }

    /** A constant by its name. */
    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        return text(name, text -> constant(name, text, type));
    }

    /** A constant by its name, for the elements of arrays. */
    static <E extends Enum<E>> E constant(String field, String text, Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        return constants.stream()
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Require.refusal(field, text, "be one of " + joined(constants)));
    }

    /** An object. */
    Optional<Section> section(String name) {
        return members.take(name).flatMap(value -> of(value, members.path(name), faults));
    }

    /** An object that must be there. */
    Optional<Section> requireSection(String name) {
        return members.require(name).flatMap(value -> of(value, members.path(name), faults));
    }

    /** Whether a text stands there. */
    boolean isText(String name) {
        return node.path(name).isTextual();
    }

    /** A condition. */
    Optional<Condition> condition(String name) {
        return members.take(name).flatMap(value -> ConditionJson.read(value, members.path(name), faults));
    }

    /** A condition that must be there. */
    Optional<Condition> requireCondition(String name) {
        return members.require(name).flatMap(value -> condition(name));
    }

    /** An array of objects; empty when it is missing, or when one of them could not be read. */
    <T> Optional<List<T>> sections(String name, Function<Section, Optional<T>> read) {
        return members.take(name)
                .flatMap(array -> members.requireList(
                        name, (value, place) -> of(value, place, faults).flatMap(read)));
    }

    /** An array of objects that must be there. */
    <T> Optional<List<T>> requireSections(String name, Function<Section, Optional<T>> read) {
        return members.require(name).flatMap(array -> sections(name, read));
    }

    /** An array of texts, and what each stands for; empty when it is missing, or when one of them could not be read. */
    <T> Optional<List<T>> texts(String name, Function<String, T> meaning) {
        return members.take(name)
                .flatMap(array -> members.requireList(name, (value, place) -> element(value, place, meaning)));
    }

    private <T> Optional<T> element(JsonNode value, String place, Function<String, T> meaning) {
        String rule = "be a text";
        if (value.isTextual()) {
            try {
                return Optional.of(meaning.apply(value.textValue()));
            } catch (Refusal refusal) {
                rule = refusal.rule();
            }
        }
        faults.accept(new JsonFault(place, Members.shown(value), rule));
        return Optional.empty();
    }

    /** The texts in an object whose names are data; empty when it is missing. */
    Map<String, String> entries(String name) {
        Map<String, String> entries = new TreeMap<>();
        section(name)
                .ifPresent(section ->
                        section.names().forEach(key -> section.text(key).ifPresent(text -> entries.put(key, text))));
        return entries;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /**
     * The one of these names that is there; a fault when there is none or more than one. Members that the reading knows
     * besides must have been read before. Where unknown members are passed over, none of these names is a fault by itself:
     * a newer version said something here that this one would get wrong.
     */
    Optional<String> exactlyOne(String... names) {
        boolean isNone = Arrays.stream(names).noneMatch(this::has);
        if (isNone && !faults.isStrict()) {
            faults.accept(new JsonFault(path, Members.shown(node), "have exactly one of " + String.join(", ", names)));
            return Optional.empty();
        }
        return members.exactlyOne(List.of(names));
    }

    /** The one of these names that is there, if any; a fault when there is more than one. */
    Optional<String> atMostOne(String... names) {
        boolean isAny = Arrays.stream(names)
                        .filter(name -> members.take(name).isPresent())
                        .count()
                > 0;
        return isAny ? exactlyOne(names) : Optional.empty();
    }

    /** Checks that the document says that it is of this format. */
    void requireFormat(String format) {
        requireText("format", text -> {
            Require.that(text.equals(format), "format", text, "be " + format);
            return text;
        });
    }

    /** Reports a fault of a member. */
    <T> Optional<T> refuse(String name, String rule) {
        members.fault(name, rule);
        return Optional.empty();
    }

    /** Makes a value of what a member says; its refusal is a fault of that member. */
    <T> Optional<T> make(String name, Supplier<T> maker) {
        return members.make(name, maker);
    }

    /** Reports the members that nobody asked for, unless the document is read tolerantly. */
    void end() {
        if (faults.isStrict()) {
            members.refuseOthers();
        }
    }

    private static String joined(List<?> constants) {
        return String.join(", ", constants.stream().map(String::valueOf).toList());
    }
}
