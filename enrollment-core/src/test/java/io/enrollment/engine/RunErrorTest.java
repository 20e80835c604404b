package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.criteria.Condition;
import io.enrollment.json.RunJson;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.report.RunEvent;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a host throws concerns what it was asked for, even an error; no run is held up for ever, and none holds up others. */
class RunErrorTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final PlanId OTHER = PlanId.of("other");

    private final Host host = new Host();
    private final AudienceSource people =
            (request, page) -> AudienceSource.of(host.people.values()).find(request, page);
    private final AtomicBoolean broken = new AtomicBoolean();

    private EnrollmentEngineBuilder builder() {
        return host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL)).audience(people);
    }

    private static Plan plan(PlanId id) {
        Plan.Builder plan = Plan.builder();
        return plan.from(Host.twoEmails())
                .id(id)
                .addAudience(new AudienceQuery("all", 0, new Condition.Everybody()))
                .expireNoLongerMatching(true)
                .build();
    }

    private EnrollerRun asked(EnrollmentEngine engine, PlanId plan, RunPurpose purpose) {
        engine.enrollments().publish(plan(plan));
        RunRequest.Builder request = RunRequest.builder();
        return engine.enrollments()
                .runs()
                .start(request.plan(plan).purpose(purpose).build());
    }

    private EnrollerRun run(EnrollmentEngine engine, PlanId plan) {
        EnrollerRun asked = asked(engine, plan, RunPurpose.DEFAULT);
        host.clock.run(engine, host.clock.instant().plus(Duration.ofSeconds(30)));
        return engine.enrollments().runs().find(asked.id());
    }

    @Test
    void aSourceThatThrowsAnyErrorFailsItsQuery() {
        for (Error error : List.of(new AssertionError("odd"), new ServiceConfigurationError("no driver"))) {
            EnrollmentEngine engine = builder()
                    .audience((request, page) -> {
                        throw error;
                    })
                    .build();
            EnrollerRun run = run(engine, WELCOME);
            assertThat(run.status()).isEqualTo(RunStatus.ERROR);
            assertThat(run.message())
                    .hasValueSatisfying(said -> assertThat(said).contains(String.valueOf(error.getMessage())));
        }
    }

    @Test
    void aTimeThatNoStoreCanHoldIsRefused() {
        EnrollmentEngine engine = builder().build();
        engine.enrollments().publish(plan(WELCOME));
        RunRequest.Builder request = RunRequest.builder();
        RunRequest never = request.plan(WELCOME).at(Instant.MAX).build();
        assertThatThrownBy(() -> engine.enrollments().runs().start(never))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("be in the years 1 to 9999");
    }

    @Test
    void aSourceThatGivesNoPageIsToldSo() {
        EnrollmentEngine engine = builder().audience(RunErrorTest::noPage).build();
        assertThat(run(engine, WELCOME).message())
                .hasValueSatisfying(said -> assertThat(said).contains("the audience source gave no page"));
    }

    @SuppressWarnings("NullAway") // what a host may do in spite of the contract
    private static Page<AudienceMember> noPage(AudienceRequest request, PageRequest page) {
        return null;
    }

    @Test
    void aHistoryThatFailsFailsItsQueryAndHoldsUpNoOtherRun() {
        host.person("a");
        EnrollmentEngine engine = builder()
                .history((organization, ids) -> {
                    if (broken.get()) {
                        throw new IllegalStateException("the archive is closed");
                    }
                    return Map.of();
                })
                .build();
        broken.set(true);
        EnrollerRun failed = run(engine, WELCOME);
        assertThat(failed.status()).isEqualTo(RunStatus.ERROR);
        assertThat(failed.message()).contains("the query all failed: IllegalStateException: the archive is closed");
        broken.set(false);
        assertThat(run(engine, OTHER).funnel().enrolled()).isEqualTo(1);
    }

    @Test
    void whatFailsWhileExpiringIsToldAndTriedAgainAndHoldsUpNoOtherRun() {
        host.person("a");
        EnrollmentEngine engine = builder()
                .subjects(ids -> {
                    if (broken.get()) {
                        throw new IllegalStateException("the CRM is down");
                    }
                    return ids.stream()
                            .flatMap(id -> Optional.ofNullable(host.people.get(id)).stream())
                            .toList();
                })
                .build();
        assertThat(run(engine, WELCOME).funnel().enrolled()).isEqualTo(1);
        host.people.remove(SubjectId.of("a"));
        host.person("b");
        broken.set(true);
        EnrollerRun asked = asked(engine, WELCOME, RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE);
        EnrollerRun other = asked(engine, OTHER, RunPurpose.DEFAULT);
        engine.workRuns();

        EnrollerRun waiting = engine.enrollments().runs().find(asked.id());
        assertThat(engine.enrollments().runs().find(other.id()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(waiting.status()).isEqualTo(RunStatus.IN_PROGRESS);
        assertThat(RunJson.read(RunJson.write(waiting))).isEqualTo(waiting);
        assertThat(engine.enrollments().runs().detail(asked.id()).events())
                .contains(new RunEvent(
                        RunEvent.Group.MAIN,
                        Optional.empty(),
                        "is tried again: IllegalStateException: the CRM is down"));
        broken.set(false);
        host.clock.advance(Duration.ofMinutes(2));
        engine.workRuns();

        EnrollerRun done = engine.enrollments().runs().find(asked.id());
        assertThat(done.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(done.expired()).isEqualTo(1);
        assertThat(done.message()).isEmpty();
    }

    @Test
    void aCheckThatThrowsAnyErrorFailsItsCandidateOnly() {
        List.of("a", "b").forEach(host::person);
        EnrollmentEngine engine = builder()
                .check(Host.credit(subject -> {
                    if (subject.value().equals("b")) {
                        throw new ServiceConfigurationError("no bureau");
                    }
                }))
                .build();
        EnrollerRun run = run(engine, WELCOME);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.funnel().enrolled()).isEqualTo(1);
        assertThat(run.funnel().candidates()).isEqualTo(2);
    }

    @Test
    void aListenerThatThrowsAnyErrorChangesNothing() {
        host.person("a");
        EnrollmentEngine engine = builder()
                .listener(new EngineListener() {
                    @Override
                    public void onRun(EnrollerRun run) {
                        throw new AssertionError("not listening");
                    }
                })
                .build();
        assertThat(run(engine, WELCOME).funnel().enrolled()).isEqualTo(1);
    }
}
