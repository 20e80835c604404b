package io.enrollment.eligibility;

import io.enrollment.calendar.CandidateZones;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** Everything that a check may use: values, loaded beforehand. Immutable. */
@Value.Immutable
@ValueStyle
public interface CheckInput {

    /** When the check runs. */
    @Value.Default
    default Phase phase() {
        return Phase.ENROLL;
    }

    /** The candidate. */
    Subject subject();

    /** The candidate's contact points, judged once. */
    @Value.Default
    default ContactAssessment contacts() {
        return ContactAssessment.of(subject());
    }

    /** The plan. */
    Plan plan();

    /** The email, text or call step about to be carried out; in phase SEND, and only there. */
    Optional<Step> step();

    /** The organization with its policies. */
    Organization organization();

    /** What happened to the subject before. */
    @Value.Default
    default SubjectHistory history() {
        return SubjectHistory.none();
    }

    /** The event that causes the enrollment. */
    @Value.Default
    default EventKey eventKey() {
        return EventKey.DEFAULT;
    }

    /** Why the subject enters. */
    @Value.Default
    default EntryPurpose purpose() {
        return EntryPurpose.DEFAULT;
    }

    /** Who asks. */
    @Value.Default
    default EntryOrigin origin() {
        return EntryOrigin.EXPLICIT;
    }

    /** Canada's rules on commercial electronic messages. */
    @Value.Default
    default CaslRules casl() {
        return CaslRules.current();
    }

    /** The zones in which a recipient may be whose own zone is not known. */
    @Value.Default
    default CandidateZones places() {
        return CandidateZones.anywhere();
    }

    /**
     * The messages that an enrollment would come to; looked at in phase ENROLL, when the organization's policy asks for consent
     * that lasts for the whole plan.
     */
    List<PlannedMessage> ahead();

    /** The rules on national do-not-call registers. */
    @Value.Default
    default DoNotCallRules doNotCall() {
        return DoNotCallRules.current();
    }

    /** The instant of the judgement. */
    Instant now();

    /** The channel of the step. */
    default Optional<ChannelKind> channel() {
        return step().flatMap(Channels::of);
    }

    /** Checks that there is a step when one is about to be carried out, and that it has a channel. */
    @Value.Check
    default void check() {
        Require.that(
                step().isPresent() == (phase() == Phase.SEND),
                "check input step",
                step().map(Step::key),
                "be present in phase SEND and absent in phase ENROLL");
        step().ifPresent(step -> Require.that(
                Channels.of(step).isPresent(), "check input step", step.kind(), "be an email, a text or a call"));
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link CheckInput}; not thread-safe. */
    final class Builder extends ImmutableCheckInput.Builder {
        Builder() {}
    }
}
