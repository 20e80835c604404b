package io.enrollment.spi;

/**
 * Where the host keeps bounces, complaints and opt-outs. Enrollments that run obey them at once by themselves; those to come
 * are judged by what the host's subjects say.
 *
 * <p>Called before the enrollments are changed, in the thread that told of the event, and again when an event is told again:
 * implementations recognize it by its id. What they throw reaches whoever told of the event, who tells again.
 */
@FunctionalInterface
public interface SuppressionSink {

    /** Keeps nothing. */
    SuppressionSink NONE = suppression -> {};

    /** Keeps it. */
    void accept(Suppression suppression);
}
