package io.enrollment.spi;

/** Why an engine claims nothing although it is at work. */
public enum HoldReason {
    /**
     * The store belongs to another epoch than the host's: it was restored or cloned. Ends when somebody confirms the epoch, on
     * any node.
     */
    EPOCH_MISMATCH,
    /**
     * The clock jumped back or forward, measured against the monotonic clock. Ends when it is plausible again or somebody
     * confirms it.
     */
    CLOCK_JUMP
}
