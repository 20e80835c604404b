package io.enrollment.plan;

/** What becomes of a message step whose checks do not pass right before the hand-off. */
public enum WhenBlocked {
    /** The step is skipped with the reason, and the enrollment goes on. */
    SKIP,
    /** The step waits until the check says that it would pass; skipped when that can never be told. */
    WAIT
}
