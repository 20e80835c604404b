package io.enrollment.enrollment;

import io.enrollment.internal.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * What people do, and did, for one enrollment.
 *
 * @param open the call or task that is open now
 * @param attempts how many times a person tried the present step
 * @param last what a person last did
 * @param appointmentAt when it was said that an appointment was made
 */
public record PersonWork(
        Optional<Assignment> open, int attempts, Optional<LastAttempt> last, Optional<Instant> appointmentAt) {

    /** Nothing was done, and nothing is open. */
    public static final PersonWork NONE = new PersonWork(Optional.empty(), 0, Optional.empty(), Optional.empty());

    /** Validates the number. */
    public PersonWork {
        Require.that(attempts >= 0, "attempts", attempts, "not be negative");
    }

    /** A call or task is open. */
    PersonWork opened(Assignment assignment) {
        return new PersonWork(Optional.of(assignment), attempts, last, appointmentAt);
    }

    /** The open call or task was tried. */
    PersonWork tried(LastAttempt attempt, boolean appointment) {
        Optional<Instant> made = appointment ? Optional.of(attempt.at()) : appointmentAt;
        return new PersonWork(Optional.empty(), attempts + 1, Optional.of(attempt), made);
    }

    /** Nothing is open any more. */
    PersonWork closed() {
        return open.isEmpty() ? this : new PersonWork(Optional.empty(), attempts, last, appointmentAt);
    }

    /** The present step is another one. */
    PersonWork atNextStep() {
        return open.isEmpty() && attempts == 0 ? this : new PersonWork(Optional.empty(), 0, last, appointmentAt);
    }
}
