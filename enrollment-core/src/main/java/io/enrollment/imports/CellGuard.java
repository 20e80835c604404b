package io.enrollment.imports;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Watches the cells of a CSV file as they stream by and refuses one that is too long before it is kept, since a parser
 * keeps a cell whole, however long a forgotten quote makes it. Not thread-safe.
 */
final class CellGuard extends FilterReader {

    private enum Place {
        START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private final String file;
    private final char separator;
    private Place place = Place.START;
    private long line = 1;
    private long cellLine = 1;
    private int cell;
    private int length;
    private char last;

    CellGuard(String file, Reader in, char separator) {
        super(in);
        this.file = file;
        this.separator = separator;
    }

    /** Where a quoted cell began that the file did not end; empty when none is open. */
    Optional<Long> openQuote() {
        return place == Place.QUOTED ? Optional.of(cellLine) : Optional.empty();
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        int got = super.read(target, offset, count);
        for (int i = offset; i < offset + got; i++) {
            see(target[i]);
        }
        return got;
    }

    private void see(char c) {
        line += c == '\r' || (c == '\n' && last != '\r') ? 1 : 0;
        last = c;
        if (place != Place.QUOTED && (c == separator || c == '\n' || c == '\r')) {
            begin(c == separator ? cell + 1 : 0);
        } else if (++length > Limits.CELL) {
            throw tooLong();
        } else {
            place = c == '"' ? afterQuote() : afterOther();
        }
    }

    private Place afterQuote() {
        return switch (place) {
            case START, CLOSED -> Place.QUOTED;
            case QUOTED -> Place.CLOSED;
            case PLAIN -> Place.PLAIN;
        };
    }

    private Place afterOther() {
        return place == Place.QUOTED ? Place.QUOTED : Place.PLAIN;
    }

    private void begin(int next) {
        cell = next;
        cellLine = line;
        length = 0;
        place = Place.START;
    }

    private InputException tooLong() {
        String rule = "have at most " + Limits.CELL + " characters in a cell (is a closing quote missing?)";
        return InputException.at(file, cellLine, String.valueOf(cell + 1), "a cell of more", rule);
    }
}
