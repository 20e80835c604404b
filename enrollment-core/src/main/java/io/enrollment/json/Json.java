package io.enrollment.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.internal.Texts;
import java.util.Locale;
import java.util.Optional;

/** How documents are written: members in a fixed order, on one line or indented for people. */
final class Json {

    private static final ObjectWriter COMPACT = JsonMapper.builder().build().writer();
    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter INDENTED = COMPACT.with(new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(TWO_SPACES)
            .withArrayIndenter(TWO_SPACES));

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Puts the text of a value that is there. */
    static void put(ObjectNode node, String name, Optional<?> value) {
        value.ifPresent(present -> node.put(name, present.toString()));
    }

    /** Puts the text of a value other than the default. */
    static <T> void put(ObjectNode node, String name, T value, T byDefault) {
        if (!value.equals(byDefault)) {
            node.put(name, value.toString());
        }
    }

    /** Puts a truth value other than the default. */
    static void put(ObjectNode node, String name, boolean value, boolean byDefault) {
        if (value != byDefault) {
            node.put(name, value);
        }
    }

    /** On one line, without spaces. */
    static String compact(JsonNode node) {
        return text(COMPACT, node);
    }

    /** Indented by two spaces, the lines ended by a line feed on every machine. */
    static String indented(JsonNode node) {
        return text(INDENTED, node);
    }

    /**
     * The same document with each half of a surrogate pair written as JSON escapes it: no encoding has bytes for one, and a
     * driver would put a question mark in its place. One can only be within a text of the document.
     */
    static String withoutHalves(String document) {
        if (Texts.all(document, c -> !Texts.isHalf(c))) {
            return document;
        }
        StringBuilder escaped = new StringBuilder(document.length() + 16);
        document.codePoints().forEach(c -> {
            if (Texts.isHalf(c)) {
                escaped.append("\\u").append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static String text(ObjectWriter writer, JsonNode node) {
        try {
            return withoutHalves(writer.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }
}
