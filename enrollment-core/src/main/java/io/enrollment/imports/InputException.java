package io.enrollment.imports;

import io.enrollment.internal.Require;
import java.io.Serial;

/** A file that is refused: where, what stands there, and which rule it breaks; one line for people. */
public final class InputException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final String column;
    private final String value;
    private final String rule;
    private final boolean rowOnly;

    private InputException(String file, long line, String column, String value, String rule, boolean rowOnly) {
        super(message(file, line, column, value, rule));
        this.file = file;
        this.line = line;
        this.column = column;
        this.value = value;
        this.rule = rule;
        this.rowOnly = rowOnly;
    }

    /** Refuses one row; the others may still be good. */
    public static InputException row(String file, long line, String column, String value, String rule) {
        return new InputException(file, line, column, value, rule, true);
    }

    /** Refuses the file at one place: what follows cannot be understood. */
    public static InputException at(String file, long line, String column, String value, String rule) {
        return new InputException(file, line, column, value, rule, false);
    }

    /** Refuses the file as a whole. */
    public static InputException file(String file, String rule) {
        return new InputException(file, 0, "", "", rule, false);
    }

    /** The name of the file. */
    public String file() {
        return file;
    }

    /** The line, from 1; 0 when the file as a whole is meant. */
    public long line() {
        return line;
    }

    /** The name of the column or member; empty when none is meant. */
    public String column() {
        return column;
    }

    /** What stands there. */
    public String value() {
        return value;
    }

    /** Completes the sentence “must …”. */
    public String rule() {
        return rule;
    }

    /** Whether only one row is bad, so that a lenient reader may skip it. */
    public boolean rowOnly() {
        return rowOnly;
    }

    private static String message(String file, long line, String column, String value, String rule) {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(", line ").append(line);
        }
        if (!column.isEmpty()) {
            text.append(", column ").append(Require.shown(column));
        }
        text.append(": ");
        if (line > 0) {
            text.append(Require.shown(value)).append(" is refused: ");
        }
        return text.append("must ").append(rule).toString();
    }
}
