package io.enrollment.plan;

/** What a step that failed for good does to its enrollment. */
public enum OnFailure {
    /** The enrollment is FAILED until somebody retries it. The default. */
    BLOCK,
    /** The step is skipped and the enrollment goes on. */
    SKIP,
    /** The enrollment is stopped. */
    STOP
}
