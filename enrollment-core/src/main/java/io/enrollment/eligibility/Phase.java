package io.enrollment.eligibility;

/** When a check runs. */
public enum Phase {
    /** Before an enrollment. */
    ENROLL,
    /** Right before a message is handed off. */
    SEND
}
