package io.enrollment.plan;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An outcome that a person may give to a call or a task, with its effects.
 *
 * <p>One that is terminal, or with which an appointment was made, ends the step. Any other leaves it to another attempt, as
 * long as the step has attempts left: after {@code nextAttemptAfter}, or after the spacing of the step when that is longer. A
 * call-back names the time of the next attempt itself, and is owed however many attempts there were.
 *
 * @param name what the person chooses; unique within the plan
 * @param contactMade whether the subject was spoken to
 * @param appointmentMade whether an appointment was made; whether that ends the enrollment, the plan says
 * @param terminal whether the step ends with it
 * @param callBack whether the time of the next attempt has to be given with it
 * @param nextAttemptAfter how long to wait at least before the next attempt
 */
public record Disposition(
        String name,
        boolean contactMade,
        boolean appointmentMade,
        boolean terminal,
        boolean callBack,
        Optional<Duration> nextAttemptAfter) {

    private static final List<Disposition> STANDARD = List.of(
            done("done"),
            retry("no-answer"),
            retry("left-message"),
            new Disposition("spoke", true, false, true, false, Optional.empty()),
            new Disposition("call-back", true, false, false, true, Optional.empty()),
            new Disposition("appointment", true, true, true, false, Optional.empty()),
            done("wrong-number"));

    /**
     * Validates the name and that the effects go together.
     *
     * @throws IllegalArgumentException if it ends the step and speaks of another attempt
     */
    public Disposition {
        Require.text("disposition name", name, 100);
        nextAttemptAfter.ifPresent(
                after -> Require.that(!after.isNegative(), "disposition nextAttemptAfter", after, "not be negative"));
        boolean ends = terminal || appointmentMade;
        Require.that(!(ends && callBack), "disposition callBack", name, "not go with terminal or appointmentMade");
        Require.that(
                !(ends || callBack) || nextAttemptAfter.isEmpty(),
                "disposition nextAttemptAfter",
                name,
                "not go with terminal, appointmentMade or callBack");
    }

    /** One that ends the step, and says no more. */
    public static Disposition done(String name) {
        return new Disposition(name, false, false, true, false, Optional.empty());
    }

    /** One that leaves the step to another attempt. */
    public static Disposition retry(String name) {
        return new Disposition(name, false, false, false, false, Optional.empty());
    }

    /** Those of a plan that declares none: done, no-answer, left-message, spoke, call-back, appointment, wrong-number. */
    public static List<Disposition> standard() {
        return STANDARD;
    }

    /** Whether the step ends with it, whatever attempts are left. */
    public boolean endsStep() {
        return terminal || appointmentMade;
    }
}
