package io.enrollment.imports;

/** How much of anything is read before a file is refused, so that no file can exhaust the memory. */
final class Limits {

    /** The most characters of one cell. */
    static final int CELL = 100_000;

    /** The most characters of one line of JSON. */
    static final int LINE = 1_000_000;

    /** The most columns of a table. */
    static final int COLUMNS = 1_000;

    private Limits() {}
}
