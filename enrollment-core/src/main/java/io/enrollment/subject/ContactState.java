package io.enrollment.subject;

/** What is known about the deliverability of a contact point. */
public enum ContactState {
    /** Nothing speaks against using it. */
    OK,
    /** A message to it came back for good. */
    BOUNCED,
    /** On a suppression list. */
    SUPPRESSED,
    /** The number was given up by its subscriber. */
    DEACTIVATED
}
