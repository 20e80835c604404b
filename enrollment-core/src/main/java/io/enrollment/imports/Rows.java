package io.enrollment.imports;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/** The rows of one file, in order. Not thread-safe. */
interface Rows extends Closeable {

    /** The columns that the file names in front; empty for JSON Lines, which has none. */
    List<String> columns();

    /**
     * The next row; empty at the end.
     *
     * @throws InputException if the file cannot be read further, or ({@link InputException#rowOnly()}) just that row cannot
     */
    Optional<Row> next();
}
