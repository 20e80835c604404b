package io.enrollment.enrollment;

import io.enrollment.subject.ChannelKind;

/**
 * What was done for one enrollment; always what its log adds up to.
 *
 * @param emailsSent emails handed off, uncertain ones included
 * @param emailsSkipped email steps skipped
 * @param emailsReplied replies to emails
 * @param textsSent texts handed off, uncertain ones included
 * @param textsSkipped text steps skipped
 * @param textsReplied replies to texts
 * @param calls attempts to call
 * @param stepsDone steps of any kind that were carried out, skipped or passed
 */
public record Counters(
        int emailsSent,
        int emailsSkipped,
        int emailsReplied,
        int textsSent,
        int textsSkipped,
        int textsReplied,
        int calls,
        int stepsDone) {

    /** Nothing yet. */
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 0, 0);

    /** One more message handed off on this channel. */
    public Counters plusSent(ChannelKind channel) {
        return channel == ChannelKind.EMAIL
                ? with(emailsSent + 1, emailsSkipped, textsSent, textsSkipped)
                : with(emailsSent, emailsSkipped, textsSent + 1, textsSkipped);
    }

    /** One more message step skipped on this channel. */
    public Counters plusSkipped(ChannelKind channel) {
        return channel == ChannelKind.EMAIL
                ? with(emailsSent, emailsSkipped + 1, textsSent, textsSkipped)
                : with(emailsSent, emailsSkipped, textsSent, textsSkipped + 1);
    }

    /** One more attempt to call. */
    public Counters plusCall() {
        return new Counters(
                emailsSent, emailsSkipped, emailsReplied, textsSent, textsSkipped, textsReplied, calls + 1, stepsDone);
    }

    /** So many more replies on this channel; fewer when negative. */
    public Counters plusReplied(ChannelKind channel, int more) {
        boolean email = channel == ChannelKind.EMAIL;
        return new Counters(
                emailsSent,
                emailsSkipped,
                emailsReplied + (email ? more : 0),
                textsSent,
                textsSkipped,
                textsReplied + (email ? 0 : more),
                calls,
                stepsDone);
    }

    /** One more step behind it. */
    public Counters plusStep() {
        return new Counters(
                emailsSent, emailsSkipped, emailsReplied, textsSent, textsSkipped, textsReplied, calls, stepsDone + 1);
    }

    private Counters with(int newEmailsSent, int newEmailsSkipped, int newTextsSent, int newTextsSkipped) {
        return new Counters(
                newEmailsSent,
                newEmailsSkipped,
                emailsReplied,
                newTextsSent,
                newTextsSkipped,
                textsReplied,
                calls,
                stepsDone);
    }
}
