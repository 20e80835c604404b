package io.enrollment.plan;

/** What becomes of a scheduled run whose time passed while no engine was there to start it. */
public enum OnMissedRun {
    /** The last one that was missed starts when an engine is there again, unless that is too late; the others do not. */
    RUN_ONCE,
    /** It does not start; the next one does, at its time. */
    SKIP
}
