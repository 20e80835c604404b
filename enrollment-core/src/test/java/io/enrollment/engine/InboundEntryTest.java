package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanFault;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries of subjects that came by themselves, and plans that enroll in others. */
class InboundEntryTest {

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine = host.engine(email).build();
    private final Enrollments acme = engine.enrollments();

    private EnrollmentResult enter(String plan, SubjectId subject, EntryPurpose purpose) {
        EnrollRequest.Builder request = EnrollRequest.builder();
        request.plan(PlanId.of(plan)).purpose(purpose).origin(EntryOrigin.EXPLICIT);
        return acme.enroll(request.build(), subject);
    }

    private void published(String plan) {
        acme.publish(Plan.forPeople(plan)
                .email("hello", "hello")
                .with(more -> more.marketingExclusionDays(30))
                .build());
    }

    @ParameterizedTest
    @EnumSource(EntryPurpose.class)
    void whoCameByItselfIsNotHeldOffByTheMarketingExclusion(EntryPurpose purpose) {
        published("first");
        published("second");
        SubjectId ann = host.person("ann");
        assertThat(enter("first", ann, EntryPurpose.DEFAULT).enrolled()).isTrue();
        host.clock.advance(Duration.ofDays(3));

        assertThat(enter("second", ann, purpose).enrolled()).isEqualTo(purpose.isInbound());
    }

    @ParameterizedTest
    @EnumSource(EntryPurpose.class)
    void anOptOutOfTheChannelStandsWhateverThePurpose(EntryPurpose purpose) {
        published("first");
        Subject ann = Objects.requireNonNull(host.people.get(host.person("ann")));
        Subject.Builder out = Subject.builder();
        SubjectId id = host.put(out.from(ann)
                .addOptOut(OptOut.of(ChannelKind.EMAIL, Host.MONDAY))
                .build());

        EnrollmentResult result = enter("first", id, purpose);

        assertThat(result.enrolled()).isFalse();
        assertThat(result.refusal().orElseThrow()).contains("OPTED_OUT");
        engine.workDue();
        assertThat(email.handed()).isEmpty();
    }

    @Test
    void aPlanThatIsEnrolledInAndIsNotThereYetIsWarnedOf() {
        Plan first = Plan.forPeople("first").enrollIn("on", "second").build();

        assertThat(acme.validate(first)).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(PlanFault.Severity.WARNING);
            assertThat(fault.code()).isEqualTo("PLAN_UNKNOWN");
            assertThat(fault.path()).isEqualTo("steps[0].plan");
        });
        published("second");
        assertThat(acme.validate(first)).isEmpty();
        assertThat(acme.publish(first).version()).isEqualTo(1);
    }
}
