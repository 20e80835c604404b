package io.enrollment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.json.RunJson;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.testkit.EnrollmentArbitraries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RunCourseLawsTest {

    private static final Instant T0 = Instant.parse("2026-03-02T15:00:00Z");

    /** What one page brings: results of its candidates, duplicates, whether it is the last, how often it fails before. */
    record Page(List<EnrollmentResult> results, int duplicates, boolean last, int failures) {}

    @Provide
    Arbitrary<List<Page>> pages() {
        return Combinators.combine(
                        results().list().ofMaxSize(5),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false, false),
                        Arbitraries.integers().between(0, RunCourse.MAX_ATTEMPTS))
                .as(Page::new)
                .list()
                .ofMaxSize(12);
    }

    /** Nobody is enrolled against the checks. */
    private static Arbitrary<EnrollmentResult> results() {
        return EnrollmentArbitraries.attempts()
                .filter(result -> !result.enrolled() || result.verdict().eligible());
    }

    private static EnrollerRun wanted() {
        EnrollerRun.Builder run = EnrollerRun.builder();
        return run.id(RunId.of("r-1"))
                .organization(OrganizationId.DEFAULT)
                .plan(PlanId.of("welcome"))
                .version(1)
                .purpose(RunPurpose.DEFAULT)
                .status(RunStatus.SCHEDULED)
                .actor("ann")
                .createdAt(T0)
                .dueAt(T0)
                .limit(new RunLimit(Optional.of(10L), Optional.of(50)))
                .addQueries(query("first"), query("second"))
                .build();
    }

    private static QueryProgress query(String key) {
        QueryProgress.Builder query = QueryProgress.builder();
        return query.key(key).order(1).build();
    }

    private static ChunkCounts counts(EnrollerRun run, String query, Page page) {
        return new ChunkCounts(
                run.chunks() + 1,
                query,
                page.results().size() + page.duplicates(),
                page.duplicates(),
                Duration.ofMillis(3),
                page.last() ? Optional.empty() : Optional.of("next"),
                T0);
    }

    @Property(tries = 100)
    void whatIsFoundIsCountedOnceWhateverComes(@ForAll("pages") List<Page> pages) {
        EnrollerRun run = RunCourse.begun(wanted(), T0);
        List<EnrollmentResult> all = new ArrayList<>();
        long found = 0;
        for (Page page : pages) {
            Optional<QueryProgress> current = run.current();
            if (current.isEmpty()) {
                break;
            }
            String key = current.get().key();
            for (int i = 0; i < page.failures(); i++) {
                run = RunCourse.queryFailed(run, key, "down", T0);
            }
            if (page.failures() < RunCourse.MAX_ATTEMPTS) {
                run = RunCourse.recorded(run, counts(run, key, page), page.results());
                all.addAll(page.results());
                found += page.results().size() + page.duplicates();
            }
        }
        EnrollerRun ended = RunCourse.ended(run, T0);
        assertThat(ended.found()).isEqualTo(found);
        assertThat(ended.funnel())
                .isEqualTo(Funnel.of(all.stream().map(Candidate::entryOf).toList()));
        assertThat(ended.status().isTerminal()).isTrue();
        assertThat(ended.status() == RunStatus.ERROR)
                .isEqualTo(ended.queries().stream().anyMatch(one -> one.status() == RunStatus.ERROR));
        assertThat(RunJson.read(RunJson.write(ended))).isEqualTo(ended);
        assertThat(RunJson.read(RunJson.write(run))).isEqualTo(run);
    }

    @Example
    void aRunWhoseCountsDoNotAddUpCannotBeMade() {
        EnrollerRun run = RunCourse.begun(wanted(), T0);
        ChunkCounts two = new ChunkCounts(1, "first", 2, 0, Duration.ZERO, Optional.empty(), T0);
        assertThatIllegalArgumentException().isThrownBy(() -> RunCourse.recorded(run, two, List.of()));
        ChunkCounts late = new ChunkCounts(2, "first", 0, 0, Duration.ZERO, Optional.empty(), T0);
        assertThatIllegalArgumentException().isThrownBy(() -> RunCourse.recorded(run, late, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wanted().toBuilder().plan(Optional.empty()).build());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> wanted().toBuilder().status(RunStatus.COMPLETED).build());
    }

    @Example
    void waitsBetweenTriesGrowAndAFailedQueryLeavesTheOthers() {
        EnrollerRun run = RunCourse.begun(wanted(), T0);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < RunCourse.MAX_ATTEMPTS; i++) {
            run = RunCourse.queryFailed(run, "first", "down", T0);
            waits.add(Duration.between(T0, run.dueAt()));
        }
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO);
        assertThat(run.current().orElseThrow().key()).isEqualTo("second");
        assertThat(run.query("first").orElseThrow().status()).isEqualTo(RunStatus.ERROR);
    }

    @Example
    void nothingFoundIsNotTheSameAsNobodyEligible() {
        EnrollerRun run = RunCourse.begun(wanted(), T0);
        assertThat(RunCourse.ended(run, T0).status()).isEqualTo(RunStatus.NOT_APPLICABLE);
        EnrollmentResult refused = results().filter(one -> !one.enrolled()).sample();
        EnrollerRun found = RunCourse.recorded(
                run, new ChunkCounts(1, "first", 1, 0, Duration.ZERO, Optional.empty(), T0), List.of(refused));
        assertThat(RunCourse.ended(found, T0).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(found.funnel().stage(FunnelStage.SUCCESS).out()).isZero();
    }
}
