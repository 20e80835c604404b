package io.enrollment.engine;

/** A field of a subject holds what can be no event key. */
final class UnusableEventKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableEventKeyException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
