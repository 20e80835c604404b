package io.enrollment.enrollment;

import io.enrollment.plan.CapHold;
import java.time.Instant;

/**
 * What holds a message that nothing else speaks against.
 *
 * @param reason one machine-readable code
 * @param until when it may be tried again; after the present
 * @param why the same in words, for the derivation of the next due time
 * @param waits whether it waits whatever its step says; else it is skipped where its step does not wait
 */
public record StepHold(String reason, Instant until, String why, boolean waits) {

    /** A cap, which leaves no place for it. */
    public static StepHold of(CapHold cap) {
        return new StepHold("CAP_REACHED", cap.until(), cap.why(), false);
    }

    /** Something that passes and is no fault of the message: it always waits. */
    public static StepHold always(String reason, Instant until, String why) {
        return new StepHold(reason, until, why, true);
    }
}
