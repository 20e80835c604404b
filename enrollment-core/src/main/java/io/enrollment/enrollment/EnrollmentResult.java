package io.enrollment.enrollment;

import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.Verdict;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** One attempt to enroll, successful or not; every one is stored. Immutable. */
@Value.Immutable
@ValueStyle
public interface EnrollmentResult {

    /** The identifier of the attempt. */
    String id();

    /** The tenant. */
    OrganizationId organization();

    /** The plan. */
    PlanId plan();

    /** The version that would be or was entered. */
    int version();

    /** Who was to be enrolled. */
    SubjectId subject();

    /** For which event. */
    EventKey eventKey();

    /** Why the subject was to enter. */
    EntryPurpose purpose();

    /** Who asked. */
    EntryOrigin origin();

    /** When. */
    Instant at();

    /** What the checks said. */
    Verdict verdict();

    /** The headline reason of a refusal; empty when enrolled. */
    Optional<String> refusal();

    /** What was noticed without being a reason to refuse. */
    List<String> warnings();

    /** The enrollment that was made; on a lost race, the one that is there already. */
    Optional<EnrollmentId> enrollment();

    /** Whether an enrollment was made. */
    default boolean enrolled() {
        return refusal().isEmpty();
    }

    /** Every check with its result. */
    default List<CheckResult> checks() {
        return verdict().results();
    }

    /** This attempt, refused after all. */
    default EnrollmentResult refusedWith(String reason, Optional<EnrollmentId> existing) {
        Builder builder = new Builder();
        builder.from(this).refusal(reason).enrollment(existing);
        return builder.build();
    }

    /** Checks that one that succeeded names its enrollment. */
    @Value.Check
    default void check() {
        Require.that(refusal().isPresent() || enrollment().isPresent(), "enrollment", enrollment(), "be present");
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link EnrollmentResult}; not thread-safe. */
    final class Builder extends ImmutableEnrollmentResult.Builder {
        Builder() {}
    }
}
