package io.enrollment.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes one JSON object on one line, byte for byte as the generator of Jackson would but for arrows and
 * halves of surrogate pairs, in half the time: texts
 * without anything to escape, which is nearly all, are copied whole. For what is written by the thousand: states, log entries and
 * attempts.
 * Not thread-safe.
 */
final class JsonLine {

    private static final int USUAL_LENGTH = 768;
    /** Stands in the derivation of every due time. Were it not escaped, each character of a state would take two bytes here. */
    private static final char ARROW = '\u2192';

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder text = new StringBuilder(USUAL_LENGTH);
    /** Whether something stands before the next value in its object or array. */
    private boolean followsValue;

    private JsonLine() {}

    /** An object with these members. */
    static String of(Consumer<JsonLine> members) {
        JsonLine json = new JsonLine();
        json.object(members);
        return json.toString();
    }

    /** Puts the text of a value. */
    void put(String name, Object value) {
        name(name);
        string(value.toString());
    }

    /** Puts an instant. */
    void put(String name, Instant at) {
        name(name);
        string(StoredTimes.write(at));
    }

    /** Puts a local date-time. */
    void put(String name, LocalDateTime local) {
        name(name);
        string(StoredTimes.write(local));
    }

    /** Puts the text of a value that is there. */
    void put(String name, Optional<?> value) {
        if (value.isPresent()) {
            Object present = value.get();
            name(name);
            string(present instanceof Instant at ? StoredTimes.write(at) : present.toString());
        }
    }

    /** Puts a number, zero too. */
    void number(String name, long value) {
        name(name);
        text.append(value);
    }

    /** Puts a number other than zero. */
    void put(String name, long value) {
        if (value != 0) {
            number(name, value);
        }
    }

    /** Puts a truth value. */
    void bool(String name, boolean value) {
        name(name);
        text.append(value);
    }

    /** Puts a truth value only when it is true. */
    void flag(String name, boolean value) {
        if (value) {
            name(name);
            text.append(true);
        }
    }

    /** Puts an object. */
    void object(String name, Consumer<JsonLine> members) {
        name(name);
        object(members);
    }

    /** Puts a document that is written already, on one line. */
    void document(String name, String json) {
        name(name);
        text.append(json);
    }

    /** Puts an array of documents that are written already, each on one line. */
    void documents(String name, Iterable<String> documents) {
        name(name);
        begin('[');
        for (String document : documents) {
            separate();
            text.append(document);
        }
        end(']');
    }

    /** Puts an array of objects. */
    <T> void objects(String name, Iterable<T> values, BiConsumer<JsonLine, T> members) {
        name(name);
        begin('[');
        for (T value : values) {
            separate();
            object(json -> members.accept(json, value));
        }
        end(']');
    }

    /** Puts an array of texts. */
    void texts(String name, Iterable<?> values) {
        name(name);
        begin('[');
        for (Object value : values) {
            separate();
            string(value.toString());
        }
        end(']');
    }

    /** Puts an array of what {@code elements} appends. */
    void array(String name, Consumer<JsonLine> elements) {
        name(name);
        array(elements);
    }

    /** Appends an array to the array that is open. */
    void append(Consumer<JsonLine> elements) {
        separate();
        array(elements);
    }

    /** Appends an object to the array that is open. */
    void appendObject(Consumer<JsonLine> members) {
        separate();
        object(members);
    }

    /** Appends a text to the array that is open. */
    void append(String value) {
        separate();
        string(value);
    }

    /** Appends a number to the array that is open. */
    void append(long value) {
        separate();
        text.append(value);
    }

    /** Puts an object whose members are texts. */
    void texts(String name, Map<String, String> values) {
        name(name);
        begin('{');
        for (Map.Entry<String, String> entry : values.entrySet()) {
            put(entry.getKey(), entry.getValue());
        }
        end('}');
    }

    private void array(Consumer<JsonLine> elements) {
        begin('[');
        elements.accept(this);
        end(']');
    }

    private void object(Consumer<JsonLine> members) {
        begin('{');
        members.accept(this);
        end('}');
    }

    /** What was written. */
    @Override
    public String toString() {
        return text.toString();
    }

    private void begin(char bracket) {
        text.append(bracket);
        followsValue = false;
    }

    private void end(char bracket) {
        text.append(bracket);
        followsValue = true;
    }

    private void separate() {
        if (followsValue) {
            text.append(',');
        }
        followsValue = true;
    }

    private void name(String name) {
        separate();
        string(name);
        text.append(':');
    }

    private void string(String value) {
        text.append('"');
        int copied = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == ARROW || (Character.isSurrogate(c) && isAlone(value, i))) {
                text.append(value, copied, i);
                escape(c);
                copied = i + 1;
            }
        }
        text.append(value, copied, value.length()).append('"');
    }

    private void escape(char c) {
        text.append('\\');
        switch (c) {
            case '"', '\\' -> text.append(c);
            case '\b' -> text.append('b');
            case '\t' -> text.append('t');
            case '\n' -> text.append('n');
            case '\f' -> text.append('f');
            case '\r' -> text.append('r');
            case ARROW -> text.append("u2192");
            default -> hexadecimal(c);
        }
    }

    private void hexadecimal(char c) {
        text.append('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX[c >> shift & 15]);
        }
    }

    /** Half of a surrogate pair without the other half is no character: no database has bytes for it. */
    private static boolean isAlone(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(value.charAt(i - 1));
    }
}
