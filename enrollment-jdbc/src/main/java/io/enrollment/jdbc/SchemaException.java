package io.enrollment.jdbc;

/** The tables are not as the store needs them, or could not be made so; the message says what is missing. */
public final class SchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaException(String message) {
        super(message);
    }

    SchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
