package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.Reasons;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.Plan;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who came by itself passes by what a plan asks of those it looks for, through the engine. */
class EntryPurposesTest {

    private static final Condition CIVICS = Condition.equal("model", "Civic");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine = host.engine(email)
            .audience((request, page) -> AudienceSource.of(host.people.values()).find(request, page))
            .build();
    private final Enrollments acme = engine.enrollments();

    private EnrollmentResult entered(Plan plan, EntryPurpose purpose, EntryOrigin origin) {
        acme.publish(plan);
        SubjectId ann = host.person("ann");
        EnrollRequest.Builder request = EnrollRequest.builder();
        return acme.enroll(
                request.plan(plan.id()).purpose(purpose).origin(origin).build(), ann);
    }

    private static Plan civics(boolean enforced) {
        return Plan.forPeople("civics")
                .email("hello", "hello")
                .after(io.enrollment.calendar.Delay.days(9))
                .with(plan -> plan.criteria(CIVICS).enforceCriteria(enforced))
                .build();
    }

    @ParameterizedTest
    @EnumSource(EntryPurpose.class)
    void aRuleThatFindsWhoCameByItselfDoesNotAskForTheCriteria(EntryPurpose purpose) {
        EnrollmentResult result = entered(civics(false), purpose, EntryOrigin.RULE);
        assertThat(result.enrolled()).isEqualTo(purpose.isInbound());
        if (purpose.isInbound()) {
            assertThat(result.warnings()).singleElement().asString().contains(Reasons.CRITERIA_NOT_MET);
            assertThat(acme.find(result.enrollment().orElseThrow()).purpose()).isEqualTo(purpose);
        } else {
            assertThat(result.refusal()).contains(Reasons.CRITERIA_NOT_MET);
        }
    }

    @ParameterizedTest
    @EnumSource(EntryPurpose.class)
    void aPlanThatInsistsOnItsCriteriaInsistsWhoeverComes(EntryPurpose purpose) {
        assertThat(entered(civics(true), purpose, EntryOrigin.EXPLICIT).refusal())
                .contains(Reasons.CRITERIA_NOT_MET);
    }

    @ParameterizedTest
    @EnumSource(EntryPurpose.class)
    void whoCameByItselfDoesNotExpireForNotBeingLookedFor(EntryPurpose purpose) {
        Plan plan = Plan.forPeople("civics")
                .email("hello", "hello")
                .after(io.enrollment.calendar.Delay.days(9))
                .with(with ->
                        with.addAudience(new AudienceQuery("civics", 1, CIVICS)).expireNoLongerMatching(true))
                .build();
        EnrollmentId id =
                entered(plan, purpose, EntryOrigin.EXPLICIT).enrollment().orElseThrow();
        host.clock.advance(Duration.ofDays(1));
        RunRequest.Builder request = RunRequest.builder();
        acme.runs()
                .start(request.plan(plan.id())
                        .purpose(RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE)
                        .build());
        engine.workRuns();
        assertThat(acme.runs()
                        .list(all -> all, io.enrollment.spi.PageRequest.first(5))
                        .items())
                .allMatch(run -> run.status() != RunStatus.ERROR);
        EnrollmentStatus status = acme.find(id).status();
        assertThat(status).isEqualTo(purpose.isInbound() ? EnrollmentStatus.QUEUED : EnrollmentStatus.EXPIRED);
        assertThat(acme.find(id).ending().map(end -> end.cause()).filter(EndCause.NO_LONGER_MATCHES::equals))
                .isEqualTo(
                        purpose.isInbound()
                                ? java.util.Optional.empty()
                                : java.util.Optional.of(EndCause.NO_LONGER_MATCHES));
    }
}
