package io.enrollment.eligibility;

/** How far an evaluation goes. */
public enum Mode {
    /** Stops at the first failure in headline order; for speed. */
    FIRST_FAILURE,
    /** Runs every check; for diagnosis. */
    ALL_FAILURES
}
