package io.enrollment.testkit;

import io.enrollment.calendar.DueTime;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.Verdict;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Place;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.NewEnrollment;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Purged;
import io.enrollment.spi.Settlement;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A store with the few verbs that tests of it need. */
final class Scene {

    static final OrganizationId ACME = OrganizationId.of("acme");
    static final OrganizationId OTHER = OrganizationId.of("other");
    static final List<OrganizationId> ORGANIZATIONS = List.of(ACME, OTHER);
    static final PlanId WELCOME = PlanId.of("welcome");
    static final PlanId SERVICE = PlanId.of("service");
    static final Instant T0 = Instant.parse("2026-03-02T15:00:00Z");
    static final Duration LEASE = Duration.ofHours(1);

    private final AtomicInteger ids = new AtomicInteger();
    private EnrollmentStore store;
    private boolean purged;

    Scene(EnrollmentStore store) {
        this.store = store;
    }

    EnrollmentStore store() {
        return store;
    }

    void reopened(EnrollmentStore again) {
        store = again;
    }

    String nextId() {
        return String.format("%08d", ids.incrementAndGet());
    }

    /** A first state that is not stored yet. */
    Enrollment first(OrganizationId organization, PlanId plan, String subject, Instant due) {
        Enrollment.Builder first = Enrollment.builder();
        return first.id(EnrollmentId.of("e-" + nextId()))
                .organization(organization)
                .plan(plan)
                .version(1)
                .subject(SubjectId.of(subject))
                .subjectName("Zoë “" + subject + "” 🙂")
                .cycle(1)
                .eventKey(EventKey.DEFAULT)
                .purpose(EntryPurpose.DEFAULT)
                .enrolledAt(T0)
                .status(EnrollmentStatus.QUEUED)
                .step(StepKey.of("step-1"))
                .due(Moves.due(due))
                .anchor(T0)
                .nextSeq(2)
                .build();
    }

    Enrollment first(String subject) {
        return first(ACME, WELCOME, subject, T0);
    }

    /** A first state whose id is marked with the place of some subject, which with the engine is its own. */
    Enrollment marked(String subject, String of) {
        EnrollmentId id = Place.of(ACME, SubjectId.of(of)).mark("m-" + nextId());
        return first(subject).toBuilder().id(id).build();
    }

    static NewEnrollment made(Enrollment first) {
        return new NewEnrollment(first, List.of(began(first)), Optional.empty(), true, Optional.empty());
    }

    static NewEnrollment made(Enrollment first, String uniqueKey) {
        return new NewEnrollment(first, List.of(began(first)), Optional.of(uniqueKey), true, Optional.empty());
    }

    static NewEnrollment replacing(Enrollment first, Change ended) {
        return new NewEnrollment(first, List.of(began(first)), Optional.empty(), true, Optional.of(ended));
    }

    private static LogEntry began(Enrollment first) {
        LogEntry.Builder entry = LogEntry.builder();
        return entry.enrollment(first.id())
                .seq(1)
                .at(first.enrolledAt())
                .kind(LogKind.ENROLLED)
                .due(first.due())
                .build();
    }

    EnrollItem item(NewEnrollment made) {
        Enrollment first = made.first();
        return new EnrollItem(attempt(first).enrollment(first.id()).build(), Optional.of(made));
    }

    EnrollItem refusedItem(Enrollment first, String reason) {
        return new EnrollItem(attempt(first).refusal(reason).build(), Optional.empty());
    }

    private EnrollmentResult.Builder attempt(Enrollment first) {
        CheckResult passed = CheckResult.passed(CheckName.VALID_EMAIL, "EMAIL_OK")
                .fact("domain", "example.org")
                .build();
        EnrollmentResult.Builder attempt = EnrollmentResult.builder();
        return attempt.id("a-" + nextId())
                .organization(first.organization())
                .plan(first.plan())
                .version(first.version())
                .subject(first.subject())
                .eventKey(first.eventKey())
                .purpose(first.purpose())
                .origin(EntryOrigin.EXPLICIT)
                .at(first.enrolledAt())
                .verdict(new Verdict(List.of(passed)))
                .addWarnings("CRITERIA_NOT_MET:model");
    }

    EnrollmentResult enroll(EnrollItem item) {
        return store.writer().enroll(List.of(item)).get(0);
    }

    EnrollmentResult enroll(NewEnrollment made) {
        return enroll(item(made));
    }

    /** An enrollment that is stored and due at {@link #T0}. */
    Enrollment enrolled(String subject) {
        return enrolled(first(subject));
    }

    Enrollment enrolled(Enrollment first) {
        EnrollmentResult result = enroll(made(first));
        if (!result.enrolled()) {
            throw new AssertionError("not enrolled: " + result.refusal());
        }
        return first;
    }

    List<Claim> claim(int limit, Instant now, Duration lease) {
        String token = UUID.randomUUID().toString();
        return store.steps().claim(new ClaimRequest("node-1", token, limit, now, lease));
    }

    List<Claim> claim(int limit) {
        return claim(limit, T0, LEASE);
    }

    /** The one claim that can be had. */
    Claim claimOne() {
        return theOnly(claim(2));
    }

    Claim theOnly(List<Claim> claims) {
        if (claims.size() != 1) {
            throw new AssertionError("one claim was expected: " + claims);
        }
        return claims.get(0);
    }

    ApplyOutcome settle(Settlement settlement) {
        return store.steps().settle(List.of(settlement)).get(0);
    }

    ApplyOutcome apply(Change change) {
        return store.writer().apply(List.of(change)).get(0);
    }

    /** Applies a change that must be possible, and gives the state after it. */
    Enrollment applied(Change change) {
        ApplyOutcome outcome = apply(change);
        if (outcome != ApplyOutcome.APPLIED) {
            throw new AssertionError("not applied: " + outcome);
        }
        return change.after();
    }

    /** Removes everything of an organization that is older than this, so many rows at a time. */
    Purged purge(OrganizationId organization, Instant before, int limit) {
        purged = true;
        PurgeRequest request = new PurgeRequest(organization, before, limit, Optional.empty());
        Purged all = store.retention().purge(request);
        while (all.next().isPresent()) {
            String from = all.next().orElseThrow();
            all = all.plus(store.retention().purge(request.after(from)));
            if (all.next().filter(from::equals).isPresent()) {
                throw new AssertionError("a purge goes on where it was (R4): " + from);
            }
        }
        return all;
    }

    boolean hasPurged() {
        return purged;
    }

    Optional<Enrollment> stored(Enrollment any) {
        return Optional.ofNullable(
                store.reader().load(any.organization(), List.of(any.id())).get(any.id()));
    }

    List<LogEntry> log(Enrollment any) {
        return store.reader()
                .log(any.organization(), any.id(), PageRequest.first(1000))
                .items();
    }

    static Instant dueOf(Enrollment state) {
        return state.due().map(DueTime::at).orElseThrow();
    }
}
