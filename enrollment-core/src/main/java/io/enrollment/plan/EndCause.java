package io.enrollment.plan;

/** Why an enrollment ended. */
public enum EndCause {
    /** The last step was carried out. */
    END_OF_PLAN,
    /** An exit step or rule. */
    EXIT,
    /** A goal was met. */
    GOAL_MET,
    /** An appointment was made. */
    APPOINTMENT,
    /** Stopped by a person or by the host. */
    MANUAL,
    /** The subject replied and the plan says stop. */
    REPLIED,
    /** The subject opted out, unsubscribed or complained. */
    OPTED_OUT,
    /** The subject was deleted or erased. */
    DELETED,
    /** A step failed and the plan says stop. */
    STEP_FAILED,
    /** A newer enrollment of the same plan took its place. */
    RESTARTED,
    /** The plan was archived. */
    PLAN_ARCHIVED,
    /** The plan's end date came. */
    PLAN_ENDED,
    /** The enrollment passed the plan's maximum age. */
    MAXIMUM_AGE,
    /** The subject no longer matches the plan's audience. */
    NO_LONGER_MATCHES
}
