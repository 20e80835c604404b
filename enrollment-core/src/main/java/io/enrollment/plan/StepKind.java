package io.enrollment.plan;

/** The kinds of steps. */
public enum StepKind {
    /** An email. */
    EMAIL,
    /** A text message. */
    TEXT,
    /** A person's call. */
    CALL,
    /** A person's task. */
    TASK,
    /** The host's own code. */
    ACTION,
    /** A wait. */
    WAIT,
    /** A branch by conditions. */
    BRANCH,
    /** A split by a hash. */
    SPLIT,
    /** A goal. */
    GOAL,
    /** Enrollment in another plan. */
    ENROLL_IN,
    /** The end. */
    EXIT
}
