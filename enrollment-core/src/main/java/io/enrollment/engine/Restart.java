package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EndCause;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Ends an enrollment and enrolls its subject anew for the same event. That it is in the queue, was there for the event
 * before, and was written to a short while ago is no reason to refuse; what the subject and the law say is.
 */
final class Restart {

    /** The newest come first; several at one instant are told apart by their cycle. */
    private static final int PAGE = 20;

    private final Enroller enroller;
    private final Consumer<EnrollmentResult> told;
    private final Function<EnrollmentId, Enrollment> find;
    private final EnrollmentReader reader;

    Restart(
            Enroller enroller,
            Consumer<EnrollmentResult> told,
            Function<EnrollmentId, Enrollment> find,
            EnrollmentReader reader) {
        this.reader = reader;
        this.enroller = enroller;
        this.told = told;
        this.find = find;
    }

    /** One that was restarted before is left as it is. */
    CommandResult of(Enrollment old, Command.By by, Instant now) {
        if (old.ending().map(Ending::cause).filter(EndCause.RESTARTED::equals).isPresent()) {
            return new CommandResult(old, false, Optional.empty());
        }
        EnrollmentId newest = newest(old);
        if (!newest.equals(old.id())) {
            return new CommandResult(
                    old, false, Optional.of("cannot restart an enrollment that " + newest + " came after"));
        }
        EnrollmentResult result = enroller.restart(old, by, now);
        told.accept(result);
        return result.enrolled()
                ? new CommandResult(find.apply(result.enrollment().orElseThrow()), true, Optional.empty())
                : new CommandResult(find.apply(old.id()), false, result.refusal());
    }

    /** Told again after its answer was lost, a restart must not restart what came of it. */
    private EnrollmentId newest(Enrollment old) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        query.organization(old.organization())
                .plan(old.plan())
                .subject(old.subject())
                .includeRemoved(true);
        return reader.find(query.build(), PageRequest.first(PAGE)).items().stream()
                .max(Comparator.comparingInt(Enrollment::cycle))
                .map(Enrollment::id)
                .orElse(old.id());
    }
}
