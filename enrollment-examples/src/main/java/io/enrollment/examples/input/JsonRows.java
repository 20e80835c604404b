package io.enrollment.examples.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.enrollment.internal.Require;
import io.enrollment.subject.AttributeValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a JSON Lines file: one flat object a line. Blank lines are passed over. */
final class JsonRows implements Rows {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10)
                    .maxNumberLength(Limits.DIGITS)
                    .maxStringLength(Limits.CELL)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private final String file;
    private final BufferedReader in;
    private long line;

    JsonRows(String file, Reader in) {
        this.file = file;
        this.in = new BufferedReader(in);
    }

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public Optional<Row> next() {
        try {
            Optional<String> text = nextLine();
            while (text.isPresent() && text.get().isBlank()) {
                text = nextLine();
            }
            return text.map(this::row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Optional<String> nextLine() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        line++;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (text.length() == Limits.LINE) {
                throw InputException.at(
                        file, line, "", "a line of more", "have at most " + Limits.LINE + " characters a line");
            }
            text.append((char) c);
        }
        return Optional.of(text.toString());
    }

    private Row row(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refusal("", text.strip(), "be one JSON object a line");
            }
            Map<String, AttributeValue> cells = cells(parser);
            if (parser.nextToken() != null) {
                throw refusal("", text.strip(), "have nothing behind the object");
            }
            return new Row(file, line, cells);
        } catch (JsonProcessingException e) {
            throw malformed(text, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, AttributeValue> cells(JsonParser parser) throws IOException {
        Map<String, AttributeValue> cells = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            checkName(name);
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                cells.put(name, value(parser, name));
            }
        }
        return cells;
    }

    private void checkName(String name) {
        if (Cells.parsed(name, text -> Require.text("member", text, 200)).isEmpty()) {
            String rule = "be a name of 1 to 200 code points, not blank, without control characters";
            throw refusal("", name, rule);
        }
    }

    private AttributeValue value(JsonParser parser, String path) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> AttributeValue.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> AttributeValue.of(number(parser, path));
            case VALUE_TRUE, VALUE_FALSE -> AttributeValue.of(parser.getBooleanValue());
            case START_ARRAY -> AttributeValue.ofTexts(texts(parser, path));
            default -> throw refusal(path, "an object", "be text, a number, true, false, null or an array of texts");
        };
    }

    private BigDecimal number(JsonParser parser, String path) throws IOException {
        String text = parser.getText();
        BigDecimal value = new BigDecimal(text);
        if (Math.abs((long) value.scale()) > Limits.DIGITS) {
            throw refusal(path, text, "be a number with an exponent between -100 and 100");
        }
        return value;
    }

    private List<String> texts(JsonParser parser, String path) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                String place = path + "[" + texts.size() + "]";
                throw refusal(
                        place, parser.currentToken().isStructStart() ? "a nested value" : parser.getText(), "be text");
            }
            texts.add(parser.getText());
        }
        return texts;
    }

    private InputException malformed(String text, JsonProcessingException e) {
        int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
        return refusal("", near(text, column), "be well-formed JSON: " + reason(e) + " (character " + column + ")");
    }

    private InputException refusal(String path, String value, String rule) {
        return InputException.row(file, line, path, value, rule);
    }

    private static String near(String text, int column) {
        int from = Math.min(Math.max(0, column - 20), text.length());
        return text.substring(from, Math.min(text.length(), column + 20));
    }

    /** The parser's own words without its hints at settings and sources. */
    private static String reason(JsonProcessingException e) {
        String words = e.getOriginalMessage().lines().findFirst().orElse("it is not");
        int hint = words.indexOf(" (");
        return hint > 0 ? words.substring(0, hint) : words;
    }
}
