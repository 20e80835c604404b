package io.enrollment.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of a document that the engine wrote, with the path to it. Members that are not known are passed over; one that must be
 * there and is not, or is something else, refuses the document.
 *
 * @param node the object
 * @param path JSON Pointer to it
 */
record Stored(JsonNode node, String path) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Reads one part of a document, or makes a value of it. */
    @FunctionalInterface
    interface Reading<S, T> {
        /** Reads it. */
        T of(S source);
    }

    /** A whole document. */
    static Stored document(String text) {
        try {
            return new Stored(MAPPER.readTree(text), "").object();
        } catch (JsonProcessingException e) {
            InvalidDocumentException refusal = refusal("", "a text", "be well-formed JSON: " + e.getOriginalMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    private Stored object() {
        if (!node.isObject()) {
            throw refusal(path, Members.shown(node), "be an object");
        }
        return this;
    }

    /** Checks what the document says that it is. */
    Stored ofFormat(String format) {
        if (!text("format").equals(format)) {
            throw refusal(path + "/format", text("format"), "be " + format);
        }
        return this;
    }

    private JsonNode member(String name) {
        JsonNode member = node.get(name);
        if (member == null) {
            throw refusal(path + "/" + name, "nothing", "be there");
        }
        return member;
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) {
        return text(name, text -> text);
    }

    /** What a text stands for. */
    <T> T text(String name, Reading<String, T> meaning) {
        JsonNode member = member(name);
        if (!member.isTextual()) {
            throw refusal(path + "/" + name, Members.shown(member), "be a text");
        }
        return make(name, member, () -> meaning.of(member.textValue()));
    }

    /** What a text stands for that may be missing. */
    <T> Optional<T> maybe(String name, Reading<String, T> meaning) {
        return has(name) ? Optional.of(text(name, meaning)) : Optional.empty();
    }

    Instant instant(String name) {
        return text(name, StoredTimes::instant);
    }

    Duration duration(String name) {
        return text(name, Duration::parse);
    }

    long number(String name) {
        JsonNode member = member(name);
        if (!member.isIntegralNumber() || !member.canConvertToLong()) {
            throw refusal(path + "/" + name, Members.shown(member), "be a whole number");
        }
        return member.longValue();
    }

    int integer(String name) {
        return make(name, member(name), () -> Math.toIntExact(number(name)));
    }

    /** Whether a truth value is there and true. */
    boolean flag(String name) {
        return node.path(name).asBoolean();
    }

    Stored part(String name) {
        return new Stored(member(name), path + "/" + name).object();
    }

    Optional<Stored> maybePart(String name) {
        return has(name) ? Optional.of(part(name)) : Optional.empty();
    }

    /** What a part stands for that has a reading of its own. */
    <T> T document(String name, Reading<String, T> reading) {
        Stored part = part(name);
        return make(name, part.node, () -> reading.of(part.node.toString()));
    }

    /** The same of each part of an array; nothing when it is missing. */
    <T> List<T> documents(String name, Reading<String, T> reading) {
        return parts(name, part -> part.make("", part.node, () -> reading.of(part.node.toString())));
    }

    /** What each part of an array stands for; nothing when it is missing. */
    <T> List<T> parts(String name, Reading<Stored, T> reading) {
        List<T> parts = new ArrayList<>();
        JsonNode array = node.path(name);
        if (!array.isMissingNode() && !array.isArray()) {
            throw refusal(path + "/" + name, Members.shown(array), "be an array");
        }
        for (int i = 0; i < array.size(); i++) {
            parts.add(reading.of(new Stored(array.get(i), path + "/" + name + "/" + i).object()));
        }
        return parts;
    }

    /** The texts of an object by name; none when it is missing. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.path(name)
                .properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }

    /** Refuses a member. */
    InvalidDocumentException refused(String name, String rule) {
        return refusal(path + "/" + name, Members.shown(member(name)), rule);
    }

    /** Makes a value of the whole part. */
    <T> T made(Supplier<T> maker) {
        return make("", node, maker);
    }

    private <T> T make(String name, JsonNode value, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (InvalidDocumentException refused) {
            throw refused;
        } catch (RuntimeException e) {
            String place = name.isEmpty() ? path : path + "/" + name;
            InvalidDocumentException refusal =
                    refusal(place, Members.shown(value), "be what this version can read: " + e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static InvalidDocumentException refusal(String path, String value, String rule) {
        return new InvalidDocumentException(List.of(new JsonFault(path, value, rule)));
    }
}
