package io.enrollment.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.enrollment.internal.Require;
import io.enrollment.subject.AttributeValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one flat JSON object, such as a line of a JSON Lines import: members are texts, numbers, truth values or arrays of
 * texts; null counts as absent. A member that comes twice, a number of more than 100 digits, and a text of more than 100,000
 * characters are refused. Thread-safe.
 */
public final class FlatObjectJson {

    /** The most characters of one text. */
    private static final int TEXT = 100_000;

    /** The most digits of a number, and the greatest exponent. */
    private static final int DIGITS = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10)
                    .maxNumberLength(DIGITS)
                    .maxStringLength(TEXT)
                    .maxNameLength(1_000)
                    .build())
            .build();

    /** Where the words of the parser turn to its settings and sources. */
    private static final Pattern HINT = Pattern.compile(" \\(|: enable ");

    /** Makes the exception of whoever reads. */
    @FunctionalInterface
    public interface Refusal {

        /**
         * What is thrown.
         *
         * @param member the member that is at fault, {@code name[2]} for an element of its array; empty for the whole object
         * @param value what stands there
         * @param rule completes the sentence “must …”
         */
        RuntimeException of(String member, String value, String rule);
    }

    private final Refusal refusal;

    private FlatObjectJson(Refusal refusal) {
        this.refusal = refusal;
    }

    /**
     * The members of an object, in its order.
     *
     * @param refusal makes what is thrown when the text is no flat object
     */
    public static Map<String, AttributeValue> read(String text, Refusal refusal) {
        return new FlatObjectJson(refusal).read(text);
    }

    private Map<String, AttributeValue> read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refusal.of("", text.strip(), "be one JSON object a line");
            }
            Map<String, AttributeValue> members = members(parser);
            if (parser.nextToken() != null) {
                throw refusal.of("", text.strip(), "have nothing behind the object");
            }
            return members;
        } catch (JsonProcessingException e) {
            throw malformed(text, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, AttributeValue> members(JsonParser parser) throws IOException {
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        try {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                checkName(name);
                if (parser.nextToken() != JsonToken.VALUE_NULL) {
                    members.put(name, value(parser, name));
                }
            }
        } catch (StreamConstraintsException e) {
            throw tooMuch(Optional.ofNullable(parser.currentName()).orElse(""), e);
        }
        return members;
    }

    private RuntimeException tooMuch(String name, StreamConstraintsException e) {
        String size = e.getOriginalMessage().split(" exceeds ", 2)[0];
        String rule = "have at most " + DIGITS + " digits in a number and " + TEXT + " characters in a text";
        return refusal.of(name, size, rule);
    }

    private void checkName(String name) {
        if (!isName(name)) {
            throw refusal.of("", name, "be a name of 1 to 200 code points, not blank, without control characters");
        }
    }

    private static boolean isName(String name) {
        try {
            return name.equals(Require.text("member", name, 200));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private AttributeValue value(JsonParser parser, String path) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> AttributeValue.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> AttributeValue.of(number(parser, path));
            case VALUE_TRUE, VALUE_FALSE -> AttributeValue.of(parser.getBooleanValue());
            case START_ARRAY -> AttributeValue.ofTexts(texts(parser, path));
            default -> throw refusal.of(path, "an object", "be text, a number, true, false, null or an array of texts");
        };
    }

    private BigDecimal number(JsonParser parser, String path) throws IOException {
        String text = parser.getText();
        return decimal(text)
                .filter(value -> Math.abs((long) value.scale()) <= DIGITS)
                .orElseThrow(() -> refusal.of(path, text, "be a number with an exponent between -100 and 100"));
    }

    /** Empty when the exponent is beyond what Java can hold. */
    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException beyond) {
            return Optional.empty();
        }
    }

    private List<String> texts(JsonParser parser, String path) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                String place = path + "[" + texts.size() + "]";
                throw refusal.of(
                        place, parser.currentToken().isStructStart() ? "a nested value" : parser.getText(), "be text");
            }
            texts.add(parser.getText());
        }
        return texts;
    }

    private RuntimeException malformed(String text, JsonProcessingException e) {
        int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
        return refusal.of("", near(text, column), "be well-formed JSON: " + reason(e) + " (character " + column + ")");
    }

    private static String near(String text, int column) {
        int from = Math.min(Math.max(0, column - 20), text.length());
        return text.substring(from, Math.min(text.length(), column + 20));
    }

    /** The parser's own words without its hints at settings and sources. */
    private static String reason(JsonProcessingException e) {
        String words = e.getOriginalMessage().lines().findFirst().orElse("it is not");
        return HINT.split(words, 2)[0];
    }
}
