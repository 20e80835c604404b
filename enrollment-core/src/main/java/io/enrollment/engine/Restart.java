package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EndCause;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Ends an enrollment and enrolls its subject anew for the same event. That it is in the queue, was there for the event
 * before, and was written to a short while ago is no reason to refuse; what the subject and the law say is.
 */
final class Restart {

    private final Enroller enroller;
    private final Consumer<EnrollmentResult> told;
    private final Function<EnrollmentId, Enrollment> find;

    Restart(Enroller enroller, Consumer<EnrollmentResult> told, Function<EnrollmentId, Enrollment> find) {
        this.enroller = enroller;
        this.told = told;
        this.find = find;
    }

    /** One that was restarted before is left as it is. */
    CommandResult of(Enrollment old, Command.By by, Instant now) {
        if (old.ending().map(Ending::cause).filter(EndCause.RESTARTED::equals).isPresent()) {
            return new CommandResult(old, false, Optional.empty());
        }
        EnrollmentResult result = enroller.restart(old, by, now);
        told.accept(result);
        return result.enrolled()
                ? new CommandResult(find.apply(result.enrollment().orElseThrow()), true, Optional.empty())
                : new CommandResult(find.apply(old.id()), false, result.refusal());
    }
}
