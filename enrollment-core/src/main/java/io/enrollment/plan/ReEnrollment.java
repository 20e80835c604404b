package io.enrollment.plan;

import io.enrollment.internal.Require;
import java.time.Period;
import java.util.Optional;

/** Whether a subject may go through a plan again. */
public sealed interface ReEnrollment {

    /** Once and never again, whatever the event. */
    record Once() implements ReEnrollment {}

    /** Once for each event key. The default. */
    record OncePerEventKey() implements ReEnrollment {}

    /**
     * Again, after the last enrollment has ended and a time has passed.
     *
     * @param coolDown calendar units from the end of the last enrollment, in the organization's zone
     * @param maximum how many enrollments in all; empty for no limit
     */
    record AfterExit(Period coolDown, Optional<Integer> maximum) implements ReEnrollment {
        /** Validates the bounds. */
        public AfterExit {
            Require.that(!coolDown.isNegative(), "reEnrollment coolDown", coolDown, "not be negative");
            maximum.ifPresent(n -> Require.that(n >= 1, "reEnrollment maximum", n, "be at least 1"));
        }
    }

    /** At any time: a running enrollment is stopped and a new one begins, in one transaction. */
    record RestartActive() implements ReEnrollment {}
}
