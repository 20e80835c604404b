package io.enrollment.plan;

/** What a message whose hand-off can be neither confirmed nor denied does to its enrollment. */
public enum OnUncertain {
    /** The enrollment goes on; the message is not sent again. The default. */
    CONTINUE,
    /** The enrollment is FAILED until a person resolves it. */
    BLOCK
}
