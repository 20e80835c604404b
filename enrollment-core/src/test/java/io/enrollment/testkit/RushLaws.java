package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.report.ExportStatus;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds after a rush, when everything was let go and time went by. */
final class RushLaws {

    private static final Set<EnrollmentStatus> ON_THE_WAY =
            Set.of(EnrollmentStatus.QUEUED, EnrollmentStatus.IN_PROGRESS, EnrollmentStatus.PENDING_DEPLOYMENT);

    private RushLaws() {}

    static void check(RushScene scene, boolean purged, String which) {
        assertThat(scene.violations).as(which).isEmpty();
        List<Enrollment> all = StoreInvariants.everyEnrollment(scene.store.reader(), EngineScene.ACME);
        if (!purged) {
            StoreInvariants.check(scene.store, List.of(EngineScene.ACME), true);
        }
        for (EnrollmentEngine engine : scene.engines) {
            assertThat(engine.enrollments(EngineScene.ACME).audit().findings())
                    .as(which)
                    .isEmpty();
        }
        nobodyIsStuck(scene, all, which);
        transactionsAreWhole(scene, all, purged, which);
        runsAddUp(scene, all, purged, which);
        exportsAreOver(scene, which);
        logsAgree(scene, all, which);
    }

    private static void nobodyIsStuck(RushScene scene, List<Enrollment> all, String which) {
        assertThat(scene.engines.get(0).nextDue().filter(due -> !due.isAfter(scene.clock.instant())))
                .as("nobody is stuck, %s", which)
                .isEmpty();
        assertThat(all)
                .as("everybody came to an end, %s", which)
                .noneMatch(state -> ON_THE_WAY.contains(state.status()));
        assertThat(all)
                .as("of those erased nothing is left, %s", which)
                .noneMatch(state -> scene.erased.contains(state.subject()));
    }

    private static void transactionsAreWhole(RushScene scene, List<Enrollment> all, boolean purged, String which) {
        Set<EnrollmentId> there = all.stream().map(Enrollment::id).collect(Collectors.toSet());
        assertThat(there).as("what was taken back, %s", which).noneMatch(scene.takenBack::contains);
        assertThat(StoreInvariants.everyAttempt(scene.store.reader(), EngineScene.ACME))
                .flatExtracting(attempt -> attempt.enrollment().stream().toList())
                .as("what was taken back, %s", which)
                .noneMatch(scene.takenBack::contains);
        if (!purged) {
            assertThat(there).as("what was committed, %s", which).containsAll(scene.committing);
        }
    }

    private static void runsAddUp(RushScene scene, List<Enrollment> all, boolean purged, String which) {
        Set<EnrollmentId> there = all.stream().map(Enrollment::id).collect(Collectors.toSet());
        List<EnrollerRun> runs = StoreInvariants.everyRun(scene.store.runs(), EngineScene.ACME);
        assertThat(runs)
                .filteredOn(run -> !run.status().isTerminal())
                .as("runs are over, %s", which)
                .isEmpty();
        for (EnrollerRun run : runs) {
            assertThat(run.status()).as("%s, %s", run, which).isNotEqualTo(RunStatus.ERROR);
            if (scene.canceled.contains(run.id())) {
                assertThat(run.status()).as("%s, %s", run.id(), which).isEqualTo(RunStatus.CANCELED);
            }
            if (!purged) {
                assertThat(StoreInvariants.everyCandidate(scene.store.runs(), run).stream()
                                .map(Candidate::result)
                                .filter(EnrollmentResult::enrolled)
                                .map(result -> result.enrollment().orElseThrow()))
                        .as("whom %s enrolled is there, %s", run.id(), which)
                        .allMatch(there::contains);
            }
        }
    }

    private static void exportsAreOver(RushScene scene, String which) {
        List<ExportStatus> exports =
                StoreInvariants.every(page -> scene.store.exports().list(EngineScene.ACME, page), 5);
        assertThat(exports)
                .filteredOn(export -> !export.isOver())
                .as("exports are over, %s", which)
                .isEmpty();
        for (ExportStatus export : exports) {
            if (export.state() == ExportStatus.State.DELIVERED) {
                assertThat(scene.delivered).as(which).containsEntry(export.id(), export.rows());
            }
        }
    }

    /** What the channels took, and what the logs of those who are still there tell of it. */
    private static void logsAgree(RushScene scene, List<Enrollment> all, String which) {
        List<IdempotencyKey> sent = new ArrayList<>();
        List<IdempotencyKey> told = new ArrayList<>();
        for (Enrollment state : all) {
            for (LogEntry entry : StoreInvariants.wholeLog(scene.store.reader(), state)) {
                if (entry.kind() == LogKind.SENT) {
                    sent.add(entry.idempotencyKey().orElseThrow());
                } else if (EngineChaos.isLateYes(entry)) {
                    told.add(entry.idempotencyKey().orElseThrow());
                }
            }
        }
        assertThat(sent).as(which).doesNotHaveDuplicates();
        assertThat(scene.everTaken())
                .as("nothing is called sent that was not handed off, %s", which)
                .containsAll(sent);
        told.addAll(sent);
        Set<EnrollmentId> there = all.stream().map(Enrollment::id).collect(Collectors.toSet());
        assertThat(told)
                .as("what was accepted is told of, %s", which)
                .containsAll(scene.accepted().stream()
                        .filter(key -> key.enrollment().filter(there::contains).isPresent())
                        .toList());
        assertThat(scene.everTaken()).as("something was sent, %s", which).hasSizeGreaterThan(10);
    }
}
