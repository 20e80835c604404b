package io.enrollment.subject;

/** The way by which a subject is reached. */
public enum ChannelKind {
    /** Email. */
    EMAIL,
    /** Text message to a telephone number. */
    TEXT,
    /** A live voice call by a person. */
    CALL;

    /** The kind of contact point that this channel needs. */
    public ContactKind contact() {
        return this == EMAIL ? ContactKind.EMAIL : ContactKind.PHONE;
    }

    /** Whether the engine itself hands a message to an adapter on this channel (a call is a person's). */
    public boolean isMessage() {
        return this != CALL;
    }
}
