package io.enrollment.examples.cli;

/** The forms of a result. */
enum Format {
    /** Columns for people. */
    TABLE,
    /** One JSON object a line, for programs. */
    JSONL
}
