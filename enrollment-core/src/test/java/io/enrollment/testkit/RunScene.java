package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Reasons;
import io.enrollment.eligibility.Verdict;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.run.Candidate;
import io.enrollment.run.ChunkCounts;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.run.RunCourse;
import io.enrollment.run.RunId;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CandidateItem;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.NewEnrollment;
import io.enrollment.spi.RunChunk;
import io.enrollment.spi.RunClaim;
import io.enrollment.spi.RunRecord;
import io.enrollment.spi.RunStore;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The few verbs that tests of runs need. */
final class RunScene {

    private final Scene scene;

    RunScene(Scene scene) {
        this.scene = scene;
    }

    RunStore store() {
        return scene.store().runs();
    }

    EnrollerRun wanted(OrganizationId organization, String id, RunPurpose purpose, Instant createdAt) {
        EnrollerRun.Builder run = EnrollerRun.builder();
        return run.id(RunId.of(id))
                .organization(organization)
                .plan(WELCOME)
                .version(1)
                .purpose(purpose)
                .status(RunStatus.SCHEDULED)
                .actor("Zoë “O'Hara” 🙂")
                .createdAt(createdAt)
                .dueAt(createdAt)
                .addQueries(query("first", 1), query("second", 2))
                .build();
    }

    EnrollerRun created(String id) {
        return store().create(wanted(ACME, id, RunPurpose.DEFAULT, T0));
    }

    EnrollerRun created(String id, RunPurpose purpose) {
        return store().create(wanted(ACME, id, purpose, T0));
    }

    private static QueryProgress query(String key, int order) {
        QueryProgress.Builder query = QueryProgress.builder();
        return query.key(key).order(order).build();
    }

    Optional<RunClaim> claim(Instant now) {
        return store().claim(new ClaimRequest("node", "run-" + scene.nextId(), 1, now, LEASE));
    }

    RunClaim claimed() {
        return claim(T0).orElseThrow(() -> new AssertionError("a run was expected"));
    }

    /** Claims the run that is there and begins it. */
    RunClaim begun() {
        RunClaim claim = claimed();
        EnrollerRun begun = RunCourse.begun(claim.run(), T0);
        ApplyOutcome outcome = store().settle(claim.lease(), begun, LEASE);
        if (outcome != ApplyOutcome.APPLIED) {
            throw new AssertionError("not begun: " + outcome);
        }
        return new RunClaim(begun, claim.lease());
    }

    /** A chunk of a query that finds these subjects: eligible ones are to be enrolled, the others lack an address. */
    RunChunk chunk(EnrollerRun run, String query, Optional<String> next, List<String> eligible, List<String> refused) {
        List<CandidateItem> items = new ArrayList<>();
        long position = run.funnel().candidates();
        for (String subject : eligible) {
            position++;
            items.add(item(run, query, position, scene.item(Scene.made(scene.first(subject)))));
        }
        for (String subject : refused) {
            position++;
            items.add(item(run, query, position, refusedItem(subject)));
        }
        return new RunChunk(run, counts(run, query, items.size(), next), items);
    }

    /** A chunk of a query that finds those of these enrollments, to be made as they are. */
    RunChunk chunkOf(EnrollerRun run, String query, Optional<String> next, List<NewEnrollment> eligible) {
        List<CandidateItem> items = new ArrayList<>();
        long position = run.funnel().candidates();
        for (NewEnrollment made : eligible) {
            position++;
            items.add(item(run, query, position, scene.item(made)));
        }
        return new RunChunk(run, counts(run, query, items.size(), next), items);
    }

    static ChunkCounts counts(EnrollerRun run, String query, long found, Optional<String> next) {
        return new ChunkCounts(run.chunks() + 1, query, found, 0, Duration.ofMillis(5), next, T0);
    }

    private static CandidateItem item(EnrollerRun run, String query, long position, EnrollItem item) {
        Optional<String> name = Optional.of("Zoë " + position + " 🙂");
        return new CandidateItem(new Candidate(run.id(), position, query, name, item.attempt()), item.enrollment());
    }

    private EnrollItem refusedItem(String subject) {
        Enrollment first = scene.first(subject);
        EnrollItem item = scene.refusedItem(first, Reasons.EMAIL_MISSING);
        CheckResult failed = CheckResult.failed(CheckName.VALID_EMAIL, Reasons.EMAIL_MISSING)
                .wouldPassIf("an address is recorded")
                .build();
        EnrollmentResult.Builder result = EnrollmentResult.builder();
        result.from(item.attempt()).verdict(new Verdict(List.of(failed)));
        return new EnrollItem(result.build(), Optional.empty());
    }

    /** Records a chunk that must be taken, and gives the run after it. */
    EnrollerRun recorded(RunClaim claim, RunChunk chunk) {
        RunRecord record = store().record(claim.lease(), chunk, LEASE);
        if (record.outcome() != ApplyOutcome.APPLIED) {
            throw new AssertionError("not recorded: " + record.outcome());
        }
        return record.run().orElseThrow();
    }
}
