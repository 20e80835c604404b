package io.enrollment.imports;

import io.enrollment.json.FlatObjectJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The rows of a JSON Lines file: one flat object a line. Blank lines are passed over. */
final class JsonRows implements Rows {

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
                passOver();
                throw InputException.row(
                        file, line, "", "a line of more", "have at most " + Limits.LINE + " characters a line");
            }
            text.append((char) c);
        }
        return Optional.of(text.toString());
    }

    /** Goes to the end of the line without keeping it, so that the next one can be read. */
    private void passOver() throws IOException {
        int c = in.read();
        while (c >= 0 && c != '\n') {
            c = in.read();
        }
    }

    private Row row(String text) {
        return new Row(
                file,
                line,
                FlatObjectJson.read(
                        text, (member, value, rule) -> InputException.row(file, line, member, value, rule)));
    }
}
