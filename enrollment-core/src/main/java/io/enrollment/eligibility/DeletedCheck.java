package io.enrollment.eligibility;

import io.enrollment.subject.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Refuses subjects that are deleted or erased; one to be deleted later is still there. */
final class DeletedCheck implements EligibilityCheck {

    private static final CheckResult PASSED =
            CheckResult.passed(CheckName.DELETED, Reasons.NOT_DELETED).build();

    @Override
    public CheckName name() {
        return CheckName.DELETED;
    }

    @Override
    public Set<Phase> phases() {
        return Checks.BOTH_PHASES;
    }

    @Override
    public CheckResult check(CheckInput input) {
        Subject subject = input.subject();
        if (isPast(subject.erasedAt(), input.now())) {
            return failed(Reasons.SUBJECT_ERASED, subject.erasedAt(), "the person comes back as a new subject");
        }
        return isPast(subject.deletedAt(), input.now())
                ? failed(Reasons.SUBJECT_DELETED, subject.deletedAt(), "the subject is restored")
                : PASSED;
    }

    private static boolean isPast(Optional<Instant> at, Instant now) {
        return at.isPresent() && !at.get().isAfter(now);
    }

    private static CheckResult failed(String reason, Optional<Instant> at, String remedy) {
        return CheckResult.failed(CheckName.DELETED, reason)
                .fact("since", at.orElseThrow())
                .wouldPassIf(remedy)
                .build();
    }
}
