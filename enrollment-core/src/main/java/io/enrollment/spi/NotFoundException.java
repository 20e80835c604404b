package io.enrollment.spi;

/** There is no such thing in this organization; things of other organizations do not exist here. */
public final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what was looked for. */
    public NotFoundException(String message) {
        super(message);
    }
}
