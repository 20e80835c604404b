package io.enrollment.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of one document. Where a tree builder of Jackson would take the last of two members of one name, or a
 * number of any size, this one reports a fault with its path.
 */
final class TreeReader {

    /** Conditions may nest 100 levels, of which each takes up to two levels of JSON; the rest of a document is flat. */
    static final int MAX_LEVELS = 256;

    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_NUMBER = 2_100;
    private static final int LARGEST_EXPONENT = 1_000;

    private final JsonParser parser;
    private final Faults faults;

    TreeReader(JsonParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /** The tree of the whole document; throws when it is empty, and when anything follows its end. */
    JsonNode document() throws IOException {
        if (parser.nextToken() == null) {
            throw stop("", "", "be a JSON object");
        }
        JsonNode root = value("", 1);
        JsonToken more = parser.nextToken();
        if (more != null) {
            throw stop("", parser.getText(), "end after its JSON object");
        }
        return root;
    }

    private JsonNode value(String path, int level) throws IOException {
        if (level > MAX_LEVELS) {
            throw stop(path, parser.getText(), "not be nested over " + MAX_LEVELS + " levels deep");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path, level);
            case START_ARRAY -> array(path, level);
            case VALUE_STRING -> TextNode.valueOf(text(path, parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            default -> NullNode.instance;
        };
    }

    private JsonNode object(String path, int level) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name = next(); name != null; name = next()) {
            String member = Members.child(path, text(path, name));
            parser.nextToken();
            JsonNode value = value(member, level + 1);
            if (object.has(name)) {
                faults.accept(new JsonFault(member, name, "stand only once in its object"));
            } else {
                object.set(name, value);
            }
        }
        return object;
    }

    private @Nullable String next() throws IOException {
        return parser.nextToken() == JsonToken.FIELD_NAME ? parser.currentName() : null;
    }

    private JsonNode array(String path, int level) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path + "/" + array.size(), level + 1));
        }
        return array;
    }

    private String text(String path, String text) {
        if (text.length() > LONGEST_TEXT) {
            faults.accept(new JsonFault(path, text, "have at most " + LONGEST_TEXT + " characters"));
        }
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            faults.accept(new JsonFault(path, text, "be well-formed Unicode, without a lone surrogate"));
        }
        return text;
    }

    private JsonNode number(String path) throws IOException {
        if (parser.getTextLength() > LONGEST_NUMBER) {
            return refusedNumber(path, "have at most " + LONGEST_NUMBER + " characters");
        }
        try {
            BigDecimal number = new BigDecimal(parser.getText());
            return isBounded(number) ? DecimalNode.valueOf(number) : hugeNumber(path);
        } catch (NumberFormatException e) {
            return hugeNumber(path);
        }
    }

    private JsonNode hugeNumber(String path) throws IOException {
        return refusedNumber(path, "be a number with an exponent within ±" + LARGEST_EXPONENT);
    }

    /** Reads on with zero, so that one bad number does not hide the other faults. */
    private JsonNode refusedNumber(String path, String rule) throws IOException {
        faults.accept(new JsonFault(path, parser.getText(), rule));
        return DecimalNode.ZERO;
    }

    private static boolean isBounded(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale();
        return Math.abs(exponent) <= LARGEST_EXPONENT;
    }

    private InvalidDocumentException stop(String path, String value, String rule) {
        faults.accept(new JsonFault(path, value, rule));
        return faults.refusal();
    }
}
