package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.CircuitBreaker.Totals;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.ExportStatus;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.run.RunPurpose;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Checkpoint;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PlanStore;
import io.enrollment.spi.RunChunk;
import io.enrollment.spi.RunClaim;
import io.enrollment.spi.RunStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Instants are read back exactly, to the microsecond, wherever one is stored. */
abstract class InstantTests extends StoreTests {

    private static final Instant AT = Instant.parse("2026-03-08T07:30:00.123456Z");
    private static final PageRequest PAGE = PageRequest.first(9);

    private Enrollment exact(String subject) {
        return scene().first(ACME, WELCOME, subject, AT).toBuilder()
                .enrolledAt(AT)
                .anchor(AT)
                .build();
    }

    @Test
    void thoseOfLogsAndAttempts() {
        Enrollment first = exact("ann");
        EnrollmentResult attempt = scene().enroll(made(first));
        assertThat(attempt.at()).isEqualTo(AT);
        assertThat(scene().store()
                        .reader()
                        .attempts(ACME, Optional.empty(), Optional.empty(), PAGE)
                        .items())
                .containsExactly(attempt);
        scene().applied(Moves.noted(first, AT.plusNanos(1_000)));
        assertThat(scene().log(first)).extracting(LogEntry::at).containsExactly(AT, AT.plusNanos(1_000));
    }

    @Test
    void thoseOfPlans() {
        PlanStore plans = scene().store().plans();
        PlanVersion published = plans.publish(ACME, PlanStoreTests.plan("p", "one"), "a".repeat(64), AT);
        assertThat(published.publishedAt()).isEqualTo(AT);
        assertThat(plans.newest(ACME, published.id())).contains(published);
        assertThat(plans.find(ACME, published.id(), 1)).contains(published);
        assertThat(plans.all(ACME)).containsExactly(published);
        plans.archive(ACME, published.id(), Optional.of(AT));
        assertThat(plans.archivedAt(ACME, published.id())).contains(AT);
    }

    @Test
    void thoseOfRunsAndTheirCandidates() {
        RunScene runs = new RunScene(scene());
        RunStore store = runs.store();
        EnrollerRun run = store.create(runs.wanted(ACME, "r-1", RunPurpose.DEFAULT, AT));
        assertThat(run.createdAt()).isEqualTo(AT);
        assertThat(store.earliestDue()).contains(AT);
        assertThat(runs.claim(AT.minusNanos(1_000))).isEmpty();
        RunClaim claim = runs.claim(AT).orElseThrow();
        assertThat(claim.run()).isEqualTo(run);
        EnrollerRun begun = RunCourse.begun(run, AT.plusNanos(1_000));
        assertThat(store.settle(claim.lease(), begun, LEASE)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(store.find(ACME, run.id())).contains(begun);
        RunClaim working = new RunClaim(begun, claim.lease());
        RunChunk chunk = runs.chunkOf(begun, "first", Optional.of("on"), List.of(made(exact("ann"))));
        EnrollerRun after = runs.recorded(working, chunk);
        assertThat(StoreInvariants.everyCandidate(store, after))
                .containsExactly(chunk.candidates().get(0).candidate());
    }

    @Test
    void thoseOfExportsAndCheckpoints() {
        ExportStatus export = scene().store().exports().create(ExportTests.asked(ACME, "x", AT));
        assertThat(export.createdAt()).isEqualTo(AT);
        assertThat(scene().store().exports().find(ACME, "x")).contains(export);
        Checkpoint checkpoint = new Checkpoint(AT, new Totals(10, 1, 0));
        scene().store().checkpoints().put(ACME, WELCOME, checkpoint, AT.minusSeconds(60));
        assertThat(scene().store().checkpoints().of(ACME, WELCOME)).containsExactly(checkpoint);
    }
}
