package io.enrollment.enrollment;

/** Why an enrollment is paused; pauses of several causes nest. */
public enum PauseCause {
    /** By a person or the host. */
    MANUAL,
    /** The subject replied. */
    REPLIED,
    /** The whole plan is paused. */
    PLAN,
    /** The channel is held. */
    CHANNEL_LIMIT,
    /** Too many bounces. */
    BOUNCES,
    /** The subject is out of office. */
    OUT_OF_OFFICE,
    /** The subject wrote what may mean to stop; somebody has to look. */
    REVIEW
}
