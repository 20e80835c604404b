package io.enrollment.examples.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens files as rows. */
final class Lists {

    /** What a source of bytes is, so that resources of the jar are read like files. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    private Lists() {}

    /** A file on disk. */
    static Source file(Path path) {
        return () -> {
            if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                throw InputException.file(path.toString(), "be a file that exists and can be read");
            }
            return new BufferedInputStream(Files.newInputStream(path));
        };
    }

    /** The rows of a CSV file. */
    static Rows csv(String name, Source source) {
        return open(name, source, false);
    }

    /** The rows of a CSV or JSON Lines file, told by its name, else by its first character. */
    static Rows csvOrJson(String name, Source source) {
        return open(name, source, true);
    }

    private static Rows open(String name, Source source, boolean jsonAllowed) {
        try {
            Reader text = new Utf8Reader(name, source.open());
            PushbackReader in = new PushbackReader(text, 1);
            int first = in.read();
            if (first < 0) {
                throw InputException.file(name, "not be empty");
            }
            in.unread(first);
            return jsonAllowed && isJson(name, first) ? new JsonRows(name, in) : new CsvRows(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJson(String name, int first) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean named = lower.endsWith(".jsonl") || lower.endsWith(".ndjson") || lower.endsWith(".json");
        return named || (first == '{' && !lower.endsWith(".csv"));
    }
}
