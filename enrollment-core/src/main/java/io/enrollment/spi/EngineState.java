package io.enrollment.spi;

/** The life of an engine. */
public enum EngineState {
    /** Built, not started. */
    NEW,
    /** At work. */
    RUNNING,
    /** The store cannot be reached; it goes on trying. */
    DEGRADED,
    /** It claims nothing, for a {@link HoldReason}, until that is over. */
    HOLD,
    /** Finishing what is under way. */
    STOPPING,
    /** At an end. */
    TERMINATED
}
