package io.enrollment.json;

import java.util.Map;

/** The stored form of named texts: one object on one line. Thread-safe. */
public final class TextsJson {

    private TextsJson() {}

    /** Writes texts by name, in the order of the map. */
    public static String write(Map<String, String> texts) {
        return Compact.write(json -> {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
        });
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Map<String, String> read(String text) {
        return Compact.read(text, Compact::texts);
    }
}
