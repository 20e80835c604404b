package io.enrollment.engine;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.StepKey;
import java.util.List;
import java.util.Optional;

/**
 * What a resume would do now; nothing is stored.
 *
 * @param after the enrollment after it
 * @param skipped the steps that would be skipped
 * @param refusal why it is not allowed in this state
 */
public record ResumePreview(Enrollment after, List<StepKey> skipped, Optional<String> refusal) {
    /** Copies the list. */
    public ResumePreview {
        skipped = List.copyOf(skipped);
    }

    static ResumePreview of(Transition decided) {
        List<StepKey> skipped = decided.log().stream()
                .filter(entry -> entry.kind() == LogKind.SKIPPED)
                .map(LogEntry::step)
                .flatMap(Optional::stream)
                .toList();
        return new ResumePreview(decided.after(), skipped, decided.refusal());
    }

    /** When its next step would be due, with the derivation; empty when it would wait for a person, or have ended. */
    public Optional<DueTime> due() {
        return after.due();
    }
}
