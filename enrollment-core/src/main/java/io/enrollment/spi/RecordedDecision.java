package io.enrollment.spi;

import io.enrollment.internal.Require;

/**
 * What was recorded of one decision about an enrollment.
 *
 * @param seq the number of the first log entry that it made
 * @param document what it went by, as {@link io.enrollment.enrollment.LogEntry#decidedOn()} had it
 */
public record RecordedDecision(long seq, String document) {
    /** Validates the number. */
    public RecordedDecision {
        Require.that(seq >= 1, "recorded decision seq", seq, "be at least 1");
    }

    /** Without the document, which holds personal data. */
    @Override
    public String toString() {
        return "RecordedDecision[" + seq + "]";
    }
}
