package io.enrollment.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an export is.
 *
 * @param id its id
 * @param request what was asked for
 * @param state where it is
 * @param rows how many enrollments are written so far
 * @param expected how many there were when it began; 0 when that was not known
 * @param attempts how many times its delivery was tried
 * @param problem what went wrong last: of a delivery that will be tried again, or for good
 * @param reference where the sink put it
 * @param startedAt when it began
 * @param endedAt when it was over
 */
public record ExportStatus(
        String id,
        ExportRequest request,
        State state,
        long rows,
        long expected,
        int attempts,
        Optional<String> problem,
        Optional<String> reference,
        Instant startedAt,
        Optional<Instant> endedAt) {

    /** Where an export is. */
    public enum State {
        /** It is being written. */
        WRITING,
        /** It is written and on its way to the sink and the requester. */
        DELIVERING,
        /** It is delivered. */
        DELIVERED,
        /** It could not be written, or not be delivered after the last try; see {@link ExportStatus#problem}. */
        FAILED,
        /** Somebody canceled it. */
        CANCELED
    }

    /** Whether nothing more happens to it by itself. */
    public boolean isOver() {
        return state != State.WRITING && state != State.DELIVERING;
    }
}
