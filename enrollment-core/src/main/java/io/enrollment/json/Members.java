package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.enrollment.internal.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The members of one JSON object, read strictly: what is wrong is reported with its path and read as absent, so that one
 * reading finds every fault. Members that nobody asked for are refused by {@link #refuseOthers}.
 */
final class Members {

    private final JsonNode node;
    private final String path;
    private final Consumer<JsonFault> faults;
    private final Set<String> known = new LinkedHashSet<>();

    private Members(JsonNode node, String path, Consumer<JsonFault> faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /** The members of {@code node}; empty, with a fault, when it is no object. */
    static Optional<Members> of(JsonNode node, String path, Consumer<JsonFault> faults) {
        if (!node.isObject()) {
            faults.accept(new JsonFault(path, shown(node), "be an object"));
            return Optional.empty();
        }
        return Optional.of(new Members(node, path, faults));
    }

    /** The JSON Pointer to a member (RFC 6901: {@code ~} is written {@code ~0}, {@code /} is written {@code ~1}). */
    static String child(String path, String name) {
        return path + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    String path(String name) {
        return child(path, name);
    }

    /**
     * The one of {@code names} that is there; a fault when it is none or several, unless it is none and another member,
     * which is a fault by itself, looks like what was meant.
     */
    Optional<String> exactlyOne(List<String> names) {
        List<String> present = names.stream().filter(node::has).toList();
        if (present.size() == 1) {
            return Optional.of(present.get(0));
        }
        known.addAll(names);
        if (!present.isEmpty() || others().isEmpty()) {
            faults.accept(new JsonFault(path, shown(node), "have exactly one of " + String.join(", ", names)));
        }
        return Optional.empty();
    }

    /** The member as it is. */
    Optional<JsonNode> take(String name) {
        known.add(name);
        return Optional.ofNullable(node.get(name));
    }

    /** The member as it is; a fault when it is missing. */
    Optional<JsonNode> require(String name) {
        Optional<JsonNode> member = take(name);
        if (member.isEmpty()) {
            faults.accept(new JsonFault(path, shown(node), "have the member " + name));
        }
        return member;
    }

    /** A text; a fault when it is missing or something else. */
    Optional<String> requireText(String name) {
        return require(name).flatMap(member -> text(name, member));
    }

    /** A text if the member is there; a fault when it is something else. */
    Optional<String> text(String name) {
        return take(name).flatMap(member -> text(name, member));
    }

    /** A truth value; false when it is missing. */
    boolean flag(String name) {
        Optional<JsonNode> member = take(name);
        member.filter(value -> !value.isBoolean()).ifPresent(value -> fault(name, "be true or false"));
        return member.filter(JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(false);
    }

    /**
     * The elements of an array, each read with its path by {@code read}, which reports its own faults. Empty when the
     * member is missing, is no array, or when an element could not be read.
     */
    <T> Optional<List<T>> requireList(String name, BiFunction<JsonNode, String, Optional<T>> read) {
        Optional<JsonNode> array = require(name);
        array.filter(value -> !value.isArray()).ifPresent(value -> fault(name, "be an array"));
        return array.filter(JsonNode::isArray).flatMap(elements -> list(elements, path(name), read));
    }

    /** Makes a value; its refusal becomes a fault of the member {@code name}. */
    <T> Optional<T> make(String name, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (Refusal refusal) {
            fault(name, refusal.rule());
            return Optional.empty();
        }
    }

    /** Reports a fault of one member. */
    void fault(String name, String rule) {
        faults.accept(new JsonFault(path(name), shown(node.path(name)), rule));
    }

    /** Reports each member that was not asked for. */
    void refuseOthers() {
        String rule = "be one of " + String.join(", ", known);
        others().forEach(name -> faults.accept(new JsonFault(path(name), name, rule)));
    }

    /** The value as a fault shows it: a text or number as it is, of an array or object only what it is. */
    static String shown(JsonNode value) {
        return value.isContainerNode() ? kind(value) : value.asText();
    }

    private static String kind(JsonNode container) {
        return container.isArray() ? "an array" : "an object";
    }

    private List<String> others() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        names.removeAll(known);
        return names;
    }

    private Optional<String> text(String name, JsonNode member) {
        if (member.isTextual()) {
            return Optional.of(member.textValue());
        }
        fault(name, "be a text");
        return Optional.empty();
    }

    private static <T> Optional<List<T>> list(
            JsonNode array, String path, BiFunction<JsonNode, String, Optional<T>> read) {
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            read.apply(array.get(i), path + "/" + i).ifPresent(elements::add);
        }
        return elements.size() == array.size() ? Optional.of(elements) : Optional.empty();
    }
}
