package io.enrollment.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the engine stores, written and read token by token: this happens once or more for every step of every enrollment.
 * Members that are not known come from a newer version of the engine, and are passed over.
 */
final class Compact {

    /** Writes the members of one object. */
    @FunctionalInterface
    interface Members {
        /** Writes them, between the braces. */
        void write(JsonGenerator json) throws IOException;
    }

    /** Reads one value, the parser being at its first token; leaves the parser at its last. */
    @FunctionalInterface
    interface Value<T> {
        /** Reads it. */
        T read(JsonParser json) throws IOException;
    }

    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final int USUAL_LENGTH = 512;

    private Compact() {}

    /** An object on one line. */
    static String write(Members members) {
        Text text = new Text();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.withoutHalves(text.toString());
    }

    /**
     * Reads an object.
     *
     * @throws InvalidDocumentException if the text is none of its kind
     */
    static <T> T read(String text, Value<T> value) {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw refusal("be a JSON object", null);
            }
            return value.read(json);
        } catch (JsonProcessingException e) {
            throw refusal("be well-formed JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DateTimeException | IllegalStateException e) {
            throw refusal("be what this version can read: " + e.getMessage(), e);
        }
    }

    private static InvalidDocumentException refusal(String rule, @Nullable Exception cause) {
        InvalidDocumentException refusal =
                new InvalidDocumentException(List.of(new JsonFault("", "a stored document", rule)));
        refusal.initCause(cause);
        return refusal;
    }

    /** Goes on to the next member's value and gives its name; null at the end of the object. */
    static @Nullable String member(JsonParser json) throws IOException {
        String name = json.nextFieldName();
        if (name != null) {
            json.nextToken();
        }
        return name;
    }

    static void put(JsonGenerator json, String name, Object value) throws IOException {
        json.writeStringField(name, value.toString());
    }

    static void put(JsonGenerator json, String name, Instant at) throws IOException {
        json.writeStringField(name, StoredTimes.write(at));
    }

    static void put(JsonGenerator json, String name, LocalDateTime local) throws IOException {
        json.writeStringField(name, StoredTimes.write(local));
    }

    static void put(JsonGenerator json, String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            Object present = value.get();
            json.writeStringField(name, present instanceof Instant at ? StoredTimes.write(at) : present.toString());
        }
    }

    /** Puts a number other than zero. */
    static void put(JsonGenerator json, String name, long number) throws IOException {
        if (number != 0) {
            json.writeNumberField(name, number);
        }
    }

    static void object(JsonGenerator json, String name, Members members) throws IOException {
        json.writeObjectFieldStart(name);
        members.write(json);
        json.writeEndObject();
    }

    static void texts(JsonGenerator json, String name, Iterable<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }

    static void texts(JsonGenerator json, String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    static <T> List<T> list(JsonParser json, Value<T> element) throws IOException {
        List<T> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(element.read(json));
        }
        return list;
    }

    static <T> List<T> texts(JsonParser json, Function<String, T> meaning) throws IOException {
        return list(json, text -> meaning.apply(text.getText()));
    }

    static Map<String, String> texts(JsonParser json) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name = member(json); name != null; name = member(json)) {
            texts.put(name, json.getText());
        }
        return texts;
    }

    /** Gathers what is written; unlike a {@code StringWriter} it takes no lock for it. */
    private static final class Text extends Writer {

        private final StringBuilder text = new StringBuilder(USUAL_LENGTH);

        @Override
        public void write(char[] chars, int from, int length) {
            text.append(chars, from, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
