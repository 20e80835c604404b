package io.enrollment.spi;

/** What became of a change or a settlement. */
public enum ApplyOutcome {
    /** It was applied. */
    APPLIED,
    /** It had been applied before: this was a repetition. */
    ALREADY_APPLIED,
    /** Somebody else changed the enrollment in between; nothing was applied. */
    STALE,
    /** There is no such enrollment, or the scheduler does not carry it any more; nothing was applied. */
    GONE
}
