package io.enrollment.run;

/** Where a run, or one of its audience queries, is. */
public enum RunStatus {
    /** Not begun: it waits for a worker, for its time, or for a confirmation. */
    SCHEDULED,
    /** Under way. */
    IN_PROGRESS,
    /** Done; perhaps nobody was eligible. */
    COMPLETED,
    /** Ended by a person. */
    CANCELED,
    /** It, or one of its queries, failed for good; what was enrolled before stands. */
    ERROR,
    /** There was nothing to process: no audience query, or nobody found by any. */
    NOT_APPLICABLE;

    /** Whether nothing more can happen. */
    public boolean isTerminal() {
        return this != SCHEDULED && this != IN_PROGRESS;
    }
}
