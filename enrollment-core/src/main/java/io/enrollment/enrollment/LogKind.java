package io.enrollment.enrollment;

/** What a log entry tells. */
public enum LogKind {
    /** The enrollment began. */
    ENROLLED,
    /** A message was handed off and accepted. */
    SENT,
    /** The host's action was carried out. */
    ACTED,
    /** A wait was over. */
    WAITED,
    /** A branch or split was taken. */
    BRANCHED,
    /** A goal or exit step was reached without holding. */
    PASSED_BY,
    /** A step was skipped. */
    SKIPPED,
    /** A ready message is held until a later time. */
    HELD,
    /** A step failed for a passing cause and will be tried again. */
    RETRYING,
    /** A step failed for good. */
    STEP_FAILED,
    /** A message may or may not have been handed off; it is not sent again. */
    UNCERTAIN,
    /** An outcome that came after its claim was lost. */
    LATE_OUTCOME,
    /** It was paused. */
    PAUSED,
    /** It was resumed. */
    RESUMED,
    /** The failed step is tried again. */
    RETRIED,
    /** It went through or reached its goal. */
    COMPLETED,
    /** It was stopped. */
    STOPPED,
    /** It expired. */
    EXPIRED,
    /** It was removed from the subject's list. */
    REMOVED
}
