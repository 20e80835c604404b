package io.enrollment.enrollment;

import io.enrollment.plan.Step;
import io.enrollment.plan.WaitFor;
import java.time.Instant;
import java.util.Optional;

/** Waits for events. */
final class Waits {

    private Waits() {}

    /** The event that a step waits for, if it is such a wait. */
    static Optional<WaitFor.Event> event(Step step) {
        return step instanceof Step.Wait wait && wait.until() instanceof WaitFor.Event event
                ? Optional.of(event)
                : Optional.empty();
    }

    /**
     * When the event that the present step waits for ended the wait: when it happened, or when the wait began if it was there
     * already. Empty when it did not happen, or the step is no such wait.
     */
    static Optional<Instant> heard(Step step, Enrollment state, Instant now) {
        return event(step).flatMap(event -> heard(event, state)).map(at -> {
            Instant happened = at.isAfter(now) ? now : at;
            return happened.isBefore(state.anchor()) ? state.anchor() : happened;
        });
    }

    /** As {@link #heard}, unless it came after the end of the wait, however late the scheduler is; right at the end is in time. */
    static Optional<Instant> inTime(Step step, Enrollment state, Instant now) {
        return heard(step, state, now)
                .filter(at -> state.due().filter(due -> at.isAfter(due.at())).isEmpty());
    }

    private static Optional<Instant> heard(WaitFor.Event event, Enrollment state) {
        return Optional.ofNullable(state.heard().events().get(event.event()))
                .filter(seen -> counts(event, state, seen))
                .map(Heard.Seen::at);
    }

    private static boolean counts(WaitFor.Event event, Enrollment state, Heard.Seen seen) {
        return event.sinceStart()
                ? !seen.at().isBefore(state.enrolledAt())
                : !seen.used() && !seen.at().isBefore(state.anchor());
    }
}
