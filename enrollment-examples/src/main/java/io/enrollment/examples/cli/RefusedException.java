package io.enrollment.examples.cli;

import java.io.Serial;

/** What a command throws when it refuses its input in its own words: exit code 2. */
final class RefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
