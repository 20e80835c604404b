package io.enrollment.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Goes through rows; leniently it passes over bad ones and counts them. Not thread-safe. */
final class ReadRows {

    private final boolean lenient;
    private final Skipped skipped;

    ReadRows(boolean lenient, Skipped skipped) {
        this.lenient = lenient;
        this.skipped = skipped;
    }

    /** Hands every row to {@code each}, which may refuse it, and closes the rows. */
    void forEach(Rows rows, Consumer<Row> each) {
        try (rows) {
            while (step(rows, each)) {
                // each step takes one row
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean step(Rows rows, Consumer<Row> each) {
        try {
            Optional<Row> row = rows.next();
            row.ifPresent(each);
            return row.isPresent();
        } catch (InputException e) {
            if (!lenient || !e.rowOnly()) {
                throw e;
            }
            skipped.add(e);
            return true;
        }
    }
}
