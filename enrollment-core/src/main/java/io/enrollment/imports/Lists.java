package io.enrollment.imports;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Opens imports as rows. */
final class Lists {

    private Lists() {}

    /** The rows of a CSV file. */
    static Rows csv(String name, ImportSource source) {
        return open(name, source, false);
    }

    /** The rows of a CSV or JSON Lines file, told by its name, else by its first character. */
    static Rows csvOrJson(String name, ImportSource source) {
        return open(name, source, true);
    }

    private static Rows open(String name, ImportSource source, boolean jsonAllowed) {
        try {
            Reader text = new Utf8Reader(name, source.open());
            PushbackReader in = new PushbackReader(text, 1);
            int first = in.read();
            if (first < 0) {
                throw InputException.file(name, "not be empty");
            }
            in.unread(first);
            return jsonAllowed && isJson(name, first) ? new JsonRows(name, in) : csvRows(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rows csvRows(String name, Reader in) throws IOException {
        try {
            return new CsvRows(name, in);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException("CSV imports need Commons CSV on the class path", missing);
        }
    }

    private static boolean isJson(String name, int first) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean named = lower.endsWith(".jsonl") || lower.endsWith(".ndjson") || lower.endsWith(".json");
        return named || (first == '{' && !lower.endsWith(".csv"));
    }
}
