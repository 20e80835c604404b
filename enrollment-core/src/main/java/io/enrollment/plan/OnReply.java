package io.enrollment.plan;

/** What a reply does to an enrollment. */
public enum OnReply {
    /** Nothing: later steps are carried out. The default. */
    CONTINUE,
    /** Pauses it. */
    PAUSE,
    /** Stops it. */
    STOP
}
