package io.enrollment.plan;

/** Why a subject enters a plan. */
public enum EntryPurpose {
    /** The organization's own initiative. */
    DEFAULT,
    /** The subject called. */
    RETURN_CALL,
    /** The subject wrote an email. */
    RETURN_EMAIL,
    /** The subject sent a text message. */
    RETURN_MESSAGE;

    /** Whether the subject came by itself: such entries bypass audience queries and marketing exclusion. */
    public boolean isInbound() {
        return this != DEFAULT;
    }
}
