package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.criteria.Condition;
import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.eligibility.Reasons;
import io.enrollment.enrollment.Command;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.run.Candidate;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.run.RunId;
import io.enrollment.run.RunLimit;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import io.enrollment.testkit.StoreInvariants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsTest {

    private static final PageRequest PAGE = PageRequest.first(100);
    private static final Command.By ANN = new Command.By("ann", "spring sale");

    private final Host host = new Host();
    private final List<EnrollerRun> heard = new ArrayList<>();
    private AudienceSource source = (request, page) -> everybody().find(request, page);
    private int chunkSize = 2;

    private AudienceSource everybody() {
        return AudienceSource.of(host.people.values());
    }

    private EnrollmentEngine engine() {
        return host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .audience((request, page) -> source.find(request, page))
                .settings(numbers -> numbers.runChunkSize(chunkSize))
                .listener(new EngineListener() {
                    @Override
                    public void onRun(EnrollerRun run) {
                        heard.add(run);
                    }
                })
                .build();
    }

    private Plan plan(AudienceQuery... audience) {
        Plan.Builder plan = Plan.builder();
        return plan.from(Host.twoEmails()).audience(List.of(audience)).build();
    }

    private static AudienceQuery inCity(String key, int order, String... cities) {
        return new AudienceQuery(key, order, Condition.in("city", cities));
    }

    private void person(String id, String city) {
        SubjectId known = host.person(id);
        Subject.Builder person = Subject.builder();
        host.put(person.from(java.util.Objects.requireNonNull(host.people.get(known)))
                .attribute("city", city)
                .build());
    }

    private EnrollerRun run(EnrollmentEngine engine, RunPurpose purpose) {
        RunRequest.Builder request = RunRequest.builder();
        EnrollerRun asked = engine.enrollments()
                .runs()
                .start(request.plan(PlanId.of("welcome"))
                        .purpose(purpose)
                        .by(ANN)
                        .build());
        engine.workRuns();
        return engine.enrollments().runs().find(asked.id());
    }

    private List<Candidate> candidates(EnrollmentEngine engine, EnrollerRun run) {
        return engine.enrollments()
                .runs()
                .candidates(run.id(), query -> query, PAGE)
                .items();
    }

    @AfterEach
    void theStoreIsSound() {
        StoreInvariants.check(host.store, List.of(io.enrollment.subject.OrganizationId.DEFAULT));
    }

    private void threeCities() {
        person("a1", "Toronto");
        person("a2", "Toronto");
        person("b1", "Ottawa");
        person("b2", "Ottawa");
        person("b3", "Ottawa");
        host.put(Subject.person("c1").attribute("city", "Ottawa").build());
        person("d1", "Paris");
    }

    private Plan twoQueries() {
        return plan(inCity("ontario", 2, "Toronto", "Ottawa"), inCity("toronto", 1, "Toronto"));
    }

    @Test
    void aRunEnrollsWhomItsQueriesFindInProcessOrder() {
        threeCities();
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        EnrollerRun run = run(engine, RunPurpose.DEFAULT);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.queries()).extracting(QueryProgress::key).containsExactly("toronto", "ontario");
        assertThat(run.queries()).extracting(QueryProgress::found).containsExactly(2L, 6L);
        assertThat(run.queries()).extracting(QueryProgress::duplicates).containsExactly(0L, 2L);
        assertThat(run.funnel().candidates()).isEqualTo(6);
        assertThat(run.funnel().enrolled()).isEqualTo(5);
        assertThat(run.funnel().stage(FunnelStage.POTENTIAL_CUSTOMERS).rejections())
                .containsOnlyKeys(Reasons.EMAIL_MISSING);
        assertThat(candidates(engine, run))
                .hasSize(6)
                .allMatch(one -> one.name().isPresent());
        assertThat(engine.enrollments().list(PlanId.of("welcome"), PAGE).items())
                .hasSize(5);
        assertThat(heard.get(heard.size() - 1)).isEqualTo(run);
    }

    @Test
    void aSimulationAgreesWithTheRealRunAndLeavesNoTrace() {
        threeCities();
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        EnrollerRun simulated = run(engine, RunPurpose.CAMPAIGN_SIMULATION);
        assertThat(engine.enrollments().list(PlanId.of("welcome"), PAGE).items())
                .isEmpty();
        assertThat(engine.enrollments().attempts(PlanId.of("welcome"), PAGE).items())
                .isEmpty();
        assertThat(candidates(engine, simulated))
                .extracting(Candidate::status)
                .containsOnly(CandidateStatus.PENDING, CandidateStatus.ERROR);
        EnrollerRun real = run(engine, RunPurpose.DEFAULT);
        assertThat(real.queries()).extracting(QueryProgress::found).containsExactly(2L, 6L);
        for (FunnelStage stage : List.of(FunnelStage.POTENTIAL_CUSTOMERS, FunnelStage.ELIGIBLE)) {
            assertThat(real.funnel().stage(stage)).isEqualTo(simulated.funnel().stage(stage));
        }
        assertThat(candidates(engine, simulated))
                .extracting(one -> one.result().verdict())
                .isEqualTo(candidates(engine, real).stream()
                        .map(one -> one.result().verdict())
                        .toList());
    }

    @Test
    void aSecondRunEnrollsNobodyTwice() {
        threeCities();
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        run(engine, RunPurpose.DEFAULT);
        EnrollerRun second = run(engine, RunPurpose.DEFAULT);
        assertThat(second.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.funnel().enrolled()).isZero();
        assertThat(second.funnel().stage(FunnelStage.POTENTIAL_EVENTS).rejections())
                .containsEntry(Reasons.ALREADY_IN_QUEUE, 5L);
    }

    @Test
    void criterionStatsCountAndEvaluateNobody() {
        threeCities();
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        EnrollerRun run = run(engine, RunPurpose.CRITERION_STATS);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.queries()).extracting(QueryProgress::found).containsExactly(2L, 6L);
        assertThat(run.funnel()).isEqualTo(Funnel.empty());
        assertThat(candidates(engine, run)).isEmpty();
    }

    @Test
    void nobodyFoundIsNotApplicableAndNobodyEligibleIsCompleted() {
        host.put(Subject.person("nobody").attribute("city", "Ottawa").build());
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(inCity("paris", 1, "Paris")));
        assertThat(run(engine, RunPurpose.DEFAULT).status()).isEqualTo(RunStatus.NOT_APPLICABLE);
        engine.enrollments().publish(plan(inCity("ottawa", 1, "Ottawa")));
        assertThat(run(engine, RunPurpose.DEFAULT).status()).isEqualTo(RunStatus.COMPLETED);
        engine.enrollments().publish(plan());
        assertThat(run(engine, RunPurpose.DEFAULT).message()).contains("the plan has no audience query");
    }

    @Test
    void aQueryThatFailsIsTriedAgainLaterFromWhereItWas() {
        threeCities();
        AtomicInteger calls = new AtomicInteger();
        source = (request, page) -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("connection\treset");
            }
            return everybody().find(request, page);
        };
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        EnrollerRun waiting = run(engine, RunPurpose.DEFAULT);
        assertThat(waiting.status()).isEqualTo(RunStatus.IN_PROGRESS);
        assertThat(waiting.queries().get(0).message()).contains("IllegalStateException: connection reset");
        host.clock.advance(Duration.ofSeconds(2));
        engine.workRuns();
        EnrollerRun done = engine.enrollments().runs().find(waiting.id());
        assertThat(done.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(done.funnel().enrolled()).isEqualTo(5);
    }

    @Test
    void aQueryThatFailsForGoodIsAnErrorAndTheOthersAreProcessed() {
        threeCities();
        source = (request, page) -> {
            if (request.query().equals("toronto")) {
                throw new IllegalStateException("no such view");
            }
            return everybody().find(request, page);
        };
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        EnrollerRun run = run(engine, RunPurpose.DEFAULT);
        for (int i = 0; i < 3; i++) {
            host.clock.advance(Duration.ofMinutes(1));
            engine.workRuns();
        }
        EnrollerRun ended = engine.enrollments().runs().find(run.id());
        assertThat(ended.status()).isEqualTo(RunStatus.ERROR);
        assertThat(ended.message().orElseThrow()).contains("toronto").contains("no such view");
        assertThat(ended.funnel().enrolled()).isEqualTo(5);
    }

    @Test
    void aRunIsCanceledWithinOneChunk() {
        threeCities();
        AtomicInteger calls = new AtomicInteger();
        EnrollmentEngine engine = engine();
        source = (request, page) -> {
            if (calls.incrementAndGet() == 3) {
                RunId running = heard.get(heard.size() - 1).id();
                engine.enrollments().runs().cancel(running, ANN);
            }
            return everybody().find(request, page);
        };
        chunkSize = 1;
        engine.enrollments().publish(twoQueries());
        EnrollerRun run = run(engine, RunPurpose.DEFAULT);
        assertThat(run.status()).isEqualTo(RunStatus.CANCELED);
        assertThat(run.message()).contains("canceled by ann");
        assertThat(calls).hasValue(3);
        assertThat(run.funnel().enrolled()).isEqualTo(candidates(engine, run).size());
        assertThat(engine.enrollments().runs().cancel(run.id(), ANN)).isEqualTo(run);
    }

    @Test
    void aRunWhoseWorkerDiedIsTakenUpFromItsLastChunk() {
        threeCities();
        AtomicInteger calls = new AtomicInteger();
        source = (request, page) -> {
            if (calls.incrementAndGet() == 3) {
                throw new OutOfMemoryError("the process dies");
            }
            return everybody().find(request, page);
        };
        EnrollmentEngine dying = engine();
        dying.enrollments().publish(twoQueries());
        assertThatThrownBy(() -> run(dying, RunPurpose.DEFAULT)).isInstanceOf(OutOfMemoryError.class);
        EnrollmentEngine other = engine();
        host.leaseClock.advance(Duration.ofMinutes(5));
        other.workRuns();
        EnrollerRun run =
                other.enrollments().runs().list(query -> query, PAGE).items().get(0);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.funnel().enrolled()).isEqualTo(5);
        assertThat(run.duplicates()).isEqualTo(2);
    }

    private EnrollerRun guarded(EnrollmentEngine engine, RunLimit limit) {
        RunRequest.Builder request = RunRequest.builder();
        EnrollerRun asked = engine.enrollments()
                .runs()
                .start(request.plan(PlanId.of("welcome")).limit(limit).build());
        engine.workRuns();
        host.clock.advance(Duration.ofSeconds(2));
        engine.workRuns();
        return engine.enrollments().runs().find(asked.id());
    }

    @Test
    void aRunOverItsLimitWaitsForAPersonWithTheFunnelAndASample() {
        threeCities();
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        EnrollerRun held = guarded(engine, RunLimit.count(4));
        assertThat(held.status()).isEqualTo(RunStatus.SCHEDULED);
        assertThat(held.awaits()).contains("5 of 6 candidates are eligible, over the limit of 4 candidates");
        EnrollerRun preview = engine.enrollments().runs().find(held.preview().orElseThrow());
        assertThat(preview.funnel().stage(FunnelStage.ELIGIBLE).out()).isEqualTo(5);
        assertThat(candidates(engine, preview)).extracting(Candidate::status).contains(CandidateStatus.PENDING);
        engine.workRuns();
        assertThat(engine.enrollments().list(PlanId.of("welcome"), PAGE).items())
                .isEmpty();
        engine.enrollments().runs().confirm(held.id(), ANN);
        engine.workRuns();
        EnrollerRun done = engine.enrollments().runs().find(held.id());
        assertThat(done.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(done.funnel().enrolled()).isEqualTo(5);
    }

    @Test
    void aRunWithinItsLimitGoesOnByItself() {
        threeCities();
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        assertThat(guarded(engine, RunLimit.percent(83)).awaits()).isPresent();
        assertThat(guarded(engine, new RunLimit(java.util.Optional.of(5L), java.util.Optional.of(84)))
                        .funnel()
                        .enrolled())
                .isEqualTo(5);
    }

    @Test
    void whoNoLongerMatchesExpiresOnlyIfThePlanSaysSoAndNoSendIsClaimed() {
        threeCities();
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        run(engine, RunPurpose.DEFAULT);
        person("a1", "Paris");
        person("b1", "Paris");
        assertThat(run(engine, RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE).expired())
                .isZero();
        Plan.Builder opted = Plan.builder();
        engine.enrollments()
                .publish(opted.from(twoQueries()).expireNoLongerMatching(true).build());
        var all = host.store
                .steps()
                .claim(new io.enrollment.spi.ClaimRequest(
                        "other", "t", 100, host.clock.instant(), Duration.ofHours(1)));
        assertThat(run(engine, RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE).expired())
                .isZero();
        host.store
                .steps()
                .release(all.stream().map(io.enrollment.spi.Claim::lease).toList());
        EnrollerRun run = run(engine, RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.expired()).isEqualTo(2);
        assertThat(engine.enrollments().list(SubjectId.of("a1"), PAGE).items())
                .extracting(
                        one -> one.status() + " " + one.ending().orElseThrow().cause())
                .containsExactly("EXPIRED NO_LONGER_MATCHES");
        assertThat(engine.enrollments().list(SubjectId.of("a2"), PAGE).items())
                .allMatch(one -> one.status().isActive());
    }

    @Test
    void oneSubjectIsEvaluatedAgainstEveryPlanOfItsTypeAndEnrolledInNone() {
        threeCities();
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(twoQueries());
        Plan.Builder second = Plan.builder();
        engine.enrollments()
                .publish(second.from(Host.twoEmails()).id(PlanId.of("second")).build());
        engine.enrollments()
                .publish(Plan.forCompanies("company").email("hello", "hello").build());
        EnrollerRun asked = engine.enrollments().runs().evaluate(SubjectId.of("a1"), ANN);
        engine.workRuns();
        EnrollerRun run = engine.enrollments().runs().find(asked.id());
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(candidates(engine, run))
                .extracting(one -> one.result().plan().value())
                .containsExactly("second", "welcome");
        assertThat(candidates(engine, run)).extracting(Candidate::status).containsOnly(CandidateStatus.PENDING);
        assertThat(engine.enrollments().list(SubjectId.of("a1"), PAGE).items()).isEmpty();
    }

    @Test
    void aStartedEngineCarriesRunsOutByItself() throws InterruptedException {
        threeCities();
        var done = new java.util.concurrent.CountDownLatch(1);
        EnrollmentEngine engine = host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .audience((request, page) -> source.find(request, page))
                .listener(new EngineListener() {
                    @Override
                    public void onRun(EnrollerRun run) {
                        if (run.status().isTerminal()) {
                            done.countDown();
                        }
                    }
                })
                .start();
        try (engine) {
            engine.enrollments().publish(twoQueries());
            RunId id = engine.enrollments()
                    .runs()
                    .start(RunRequest.of(PlanId.of("welcome")))
                    .id();
            assertThat(done.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            assertThat(engine.enrollments().runs().find(id).funnel().enrolled()).isEqualTo(5);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        EnrollmentEngine engine = engine();
        Runs runs = engine.enrollments().runs();
        assertThatThrownBy(() -> runs.find(RunId.of("nowhere"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> runs.start(RunRequest.of(PlanId.of("nowhere"))))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> runs.evaluate(SubjectId.of("nobody"), ANN)).isInstanceOf(NotFoundException.class);
    }
}
