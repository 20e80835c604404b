package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.eligibility.Verdict;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.RunRequest;
import io.enrollment.engine.Templates;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.run.Candidate;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds of enroller runs over any audience, on any store. */
public abstract class RunProperties {

    private static final Instant NOW = Instant.parse("2026-02-28T15:00:00Z");
    private static final PlanId SPRING = PlanId.of("spring");
    private static final OrganizationId US = OrganizationId.DEFAULT;

    /** A store without any contents. */
    protected abstract EnrollmentStore open();

    /** What a check or a counter goes by. */
    private record Seen(
            Object counts, Object statuses, Object histories, Object enrollments, Object attempts, Object due) {
        static Seen of(EnrollmentStore store, List<Subject> audience) {
            List<SubjectId> ids = audience.stream().map(Subject::id).toList();
            return new Seen(
                    store.reader().counts(US, SPRING),
                    store.reader().countByStatus(US, SPRING),
                    store.reader().history(US, ids),
                    StoreInvariants.everyEnrollment(store.reader(), US),
                    StoreInvariants.everyAttempt(store.reader(), US),
                    store.steps().earliestDue());
        }
    }

    /** What was decided of a candidate, whatever was done then. */
    private record Decided(long position, String query, Optional<String> name, boolean valid, Verdict verdict) {
        static Decided of(Candidate candidate) {
            return new Decided(
                    candidate.position(),
                    candidate.query(),
                    candidate.name(),
                    candidate.valid(),
                    candidate.result().verdict());
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    final void aSimulationLeavesNoTraceAndAgreesWithTheRunThatFollows(
            @ForAll("audiences") List<Subject> audience, @ForAll("queries") List<AudienceQuery> queries) {
        try (EnrollmentStore store = open();
                EnrollmentEngine engine = engine(store, audience)) {
            engine.enrollments().publish(plan(queries));
            Seen before = Seen.of(store, audience);
            EnrollerRun simulation = run(engine, RunPurpose.CAMPAIGN_SIMULATION);
            assertThat(Seen.of(store, audience)).isEqualTo(before);
            EnrollerRun real = run(engine, RunPurpose.DEFAULT);

            assertThat(decided(store, real)).isEqualTo(decided(store, simulation));
            assertThat(subjects(store, real, CandidateStatus.SUCCESS))
                    .isEqualTo(subjects(store, simulation, CandidateStatus.PENDING));
            addsUp(simulation, audience, queries);
            addsUp(real, audience, queries);
            assertThat(real.funnel().enrolled())
                    .isEqualTo(real.funnel().stage(FunnelStage.ELIGIBLE).out())
                    .isEqualTo(store.reader().counts(US, SPRING).total());
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.BOUNDED)
    final void aRunAfterAnotherEnrollsNobodyTwice(
            @ForAll("audiences") List<Subject> audience, @ForAll("queries") List<AudienceQuery> queries) {
        try (EnrollmentStore store = open();
                EnrollmentEngine engine = engine(store, audience)) {
            engine.enrollments().publish(plan(queries));
            EnrollerRun first = run(engine, RunPurpose.DEFAULT);
            EnrollerRun second = run(engine, RunPurpose.DEFAULT);
            assertThat(second.funnel().enrolled()).isZero();
            assertThat(second.found()).isEqualTo(first.found());
            addsUp(second, audience, queries);
            StoreInvariants.check(store, List.of(US));
        }
    }

    /** Nobody is lost or made up between two stages, and the audience is what the conditions say. */
    private static void addsUp(EnrollerRun run, List<Subject> audience, List<AudienceQuery> queries) {
        Set<SubjectId> expected = new LinkedHashSet<>();
        for (AudienceQuery query : queries) {
            audience.stream()
                    .filter(subject -> io.enrollment.criteria.Criteria.holds(
                            query.when(), subject, NOW, java.time.ZoneId.of("America/Toronto")))
                    .map(Subject::id)
                    .forEach(expected::add);
        }
        assertThat(run.status()).isEqualTo(expected.isEmpty() ? RunStatus.NOT_APPLICABLE : RunStatus.COMPLETED);
        assertThat(run.funnel().candidates()).isEqualTo(expected.size()).isEqualTo(run.found() - run.duplicates());
        long in = expected.size();
        for (Funnel.Stage stage : run.funnel().stages()) {
            long rejected = stage.rejections().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(stage.in()).isEqualTo(in).isEqualTo(stage.out() + rejected);
            in = stage.out();
        }
    }

    private static Map<SubjectId, Decided> decided(EnrollmentStore store, EnrollerRun run) {
        return StoreInvariants.everyCandidate(store.runs(), run).stream()
                .collect(Collectors.toMap(candidate -> candidate.result().subject(), Decided::of));
    }

    private static Set<SubjectId> subjects(EnrollmentStore store, EnrollerRun run, CandidateStatus status) {
        return StoreInvariants.everyCandidate(store.runs(), run).stream()
                .filter(candidate -> candidate.status() == status)
                .map(candidate -> candidate.result().subject())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static EnrollerRun run(EnrollmentEngine engine, RunPurpose purpose) {
        RunRequest.Builder request = RunRequest.builder();
        EnrollerRun asked = engine.enrollments()
                .runs()
                .start(request.plan(SPRING).purpose(purpose).build());
        engine.workRuns();
        return engine.enrollments().runs().find(asked.id());
    }

    private static Plan plan(List<AudienceQuery> queries) {
        return Plan.forPeople(SPRING.value())
                .email("hello", "hello")
                .marketingExclusion(io.enrollment.calendar.Delay.days(30))
                .with(plan -> plan.audience(queries))
                .build();
    }

    private static EnrollmentEngine engine(EnrollmentStore store, List<Subject> audience) {
        Map<SubjectId, Subject> known = audience.stream().collect(Collectors.toMap(Subject::id, Function.identity()));
        return EnrollmentEngine.builder()
                .organization(Organization.named("Acme Motors")
                        .zone("America/Toronto")
                        .sentBy("Acme Motors, 1 Main St, Toronto")
                        .unsubscribeAt("https://acme.example/u"))
                .store(store)
                .clock(VirtualClock.at(NOW))
                .subjects(ids -> ids.stream()
                        .filter(known::containsKey)
                        .map(id -> Objects.requireNonNull(known.get(id)))
                        .toList())
                .audience(AudienceSource.of(audience))
                .channel(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .renderer(Templates.from(name -> Optional.of("Subject: Hello\n\nDear reader")))
                .settings(numbers -> numbers.runChunkSize(7))
                .build();
    }

    @Provide
    final Arbitrary<List<Subject>> audiences() {
        return AudienceArbitraries.audiences(NOW, 30);
    }

    @Provide
    final Arbitrary<List<AudienceQuery>> queries() {
        return AudienceArbitraries.queries();
    }
}
