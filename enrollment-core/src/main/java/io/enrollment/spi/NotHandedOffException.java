package io.enrollment.spi;

/** What a channel or an action throws when certainly nothing left the process: a passing failure. */
public final class NotHandedOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what happened; no address and no message body. */
    public NotHandedOffException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With what happened; no address and no message body. */
    public NotHandedOffException(String message) {
        super(message);
    }
}
