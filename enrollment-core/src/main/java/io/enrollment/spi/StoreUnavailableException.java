package io.enrollment.spi;

/** The store could not be reached, or broke off. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean effectUnknown;

    /** With what happened, and whether the call may have had its effect all the same. */
    public StoreUnavailableException(String message, boolean effectUnknown, Throwable cause) {
        super(message, cause);
        this.effectUnknown = effectUnknown;
    }

    /** Whether the call may have had its effect (a commit whose acknowledgement was lost). */
    public boolean effectUnknown() {
        return effectUnknown;
    }
}
