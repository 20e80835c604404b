package io.enrollment.enrollment;

/** What a log entry tells. */
public enum LogKind {
    /** The enrollment began. */
    ENROLLED,
    /** A message was handed off and accepted. */
    SENT,
    /** The host's action was carried out. */
    ACTED,
    /** A call or task was assigned to somebody. */
    ASSIGNED,
    /** An open call or task was given to somebody else. */
    REASSIGNED,
    /** A person said what came of a call or task. */
    DISPOSED,
    /** The subject was enrolled in another plan. */
    ENROLLED_IN,
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
    /** A custom event was heard of. */
    EVENT,
    /** A message was delivered. */
    DELIVERED,
    /** A message was opened. */
    OPENED,
    /** A link in a message was followed. */
    CLICKED,
    /** The subject replied. */
    REPLIED,
    /** A reply was taken back. */
    REPLY_UNDONE,
    /** The subject is out of office. */
    OUT_OF_OFFICE,
    /** A message came back. */
    BOUNCED,
    /** The subject complained about a message. */
    COMPLAINED,
    /** The subject unsubscribed. */
    UNSUBSCRIBED,
    /** The subject subscribed again. */
    RESUBSCRIBED,
    /** The subject asked for help in a text. */
    HELP_ASKED,
    /** The present step is carried out at once. */
    HURRIED,
    /** It was moved to another version of its plan, or back. */
    MIGRATED,
    /** It was paused. */
    PAUSED,
    /** It was resumed. */
    RESUMED,
    /** Somebody found out what became of a message that was uncertain. */
    RESOLVED,
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
