package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** One subject going through one plan version once. Immutable: a snapshot of its state. */
@Value.Immutable
@ValueStyle
public interface Enrollment {

    /** Its identifier. */
    EnrollmentId id();

    /** The tenant. */
    OrganizationId organization();

    /** The plan. */
    PlanId plan();

    /** The version it is pinned to. */
    int version();

    /** Who is enrolled. */
    SubjectId subject();

    /** The subject's display name when it was enrolled; empty after an erasure. */
    Optional<String> subjectName();

    /** 1 for the subject's first enrollment in this plan, then one more each time. */
    int cycle();

    /** The event that caused it. */
    EventKey eventKey();

    /** Why the subject entered. */
    EntryPurpose purpose();

    /** When it began. */
    Instant enrolledAt();

    /** Where it is in its life. */
    EnrollmentStatus status();

    /** The step that it waits for; empty once it has ended. */
    Optional<StepKey> step();

    /** Which occurrence of that step, from 1; part of the idempotency key. */
    @Value.Default
    default int occurrence() {
        return 1;
    }

    /**
     * When the step is due, with its derivation; only while the scheduler carries it. While ASSIGNED: until when the task may
     * stay open, or when the enrollment expires.
     */
    Optional<DueTime> due();

    /** What the step's delay counts from: when the previous step was carried out or skipped. */
    Instant anchor();

    /**
     * When the wait of the present step is over, windows, gaps and caps left aside; only where a pause, a person or a retry has a
     * part in that, else the plan tells.
     */
    Optional<Instant> waitOver();

    /** How far pauses have moved what counts from the start. */
    @Value.Default
    default StartShift startShift() {
        return StartShift.NONE;
    }

    /** When the last message was handed off. */
    Optional<Instant> lastHandOff();

    /** How many times the present step failed for a passing cause. */
    @Value.Default
    default int failures() {
        return 0;
    }

    /**
     * When a hand-off of the present step may first have reached the channel without a known outcome. Kept while the step is
     * retried, held or paused; a step that is left with it is put down as UNCERTAIN, never as skipped or failed.
     */
    Optional<Instant> unsettledHandOff();

    /** Why it is held, while PENDING_DEPLOYMENT. */
    Optional<String> heldBecause();

    /** The open pause, while PAUSED. */
    Optional<Pause> pause();

    /** Why it failed, while FAILED. */
    Optional<Failure> failure();

    /** How it ended, once terminal. */
    Optional<Ending> ending();

    /** Whether it was removed from the subject's list; only on a terminal one. */
    @Value.Default
    default boolean removed() {
        return false;
    }

    /** The keys of the steps that were carried out; none of them is ever carried out again. */
    Set<StepKey> done();

    /** What people do for it. */
    @Value.Default
    default PersonWork work() {
        return PersonWork.NONE;
    }

    /** What it remembers of what came back from outside. */
    @Value.Default
    default Heard heard() {
        return Heard.NOTHING;
    }

    /** What was done. */
    @Value.Default
    default Counters counters() {
        return Counters.ZERO;
    }

    /** The number of its next log entry, from 1. */
    @Value.Default
    default long nextSeq() {
        return 1;
    }

    /**
     * The number of reasons that it has to move again: a due time, an open task (until its due time, if it has one), a pause, a
     * failure. A non-terminal one has exactly one, a terminal one none (the wake-up invariant).
     */
    default int wakeUps() {
        return count(due().isPresent() || status() == EnrollmentStatus.ASSIGNED)
                + count(pause().isPresent())
                + count(failure().isPresent());
    }

    private static int count(boolean present) {
        return present ? 1 : 0;
    }

    /** Checks the wake-up invariant and that status and details agree. */
    @Value.Check
    default void check() {
        boolean terminal = status().isTerminal();
        Require.that(wakeUps() == (terminal ? 0 : 1), "enrollment wake-ups", wakeUps(), "be 1, and 0 once terminal");
        Require.that(terminal == ending().isPresent(), "enrollment ending", ending(), "be present just when terminal");
        Require.that(terminal != step().isPresent(), "enrollment step", step(), "be present just when not terminal");
        Require.that(
                (status() == EnrollmentStatus.PAUSED) == pause().isPresent(),
                "enrollment pause",
                pause(),
                "be present just when PAUSED");
        Require.that(
                (status() == EnrollmentStatus.FAILED) == failure().isPresent(),
                "enrollment failure",
                failure(),
                "be present just when FAILED");
        boolean open = work().open().isPresent();
        Require.that(
                status() == EnrollmentStatus.ASSIGNED ? open : !open || status() == EnrollmentStatus.PAUSED,
                "enrollment open task",
                work().open(),
                "be there while ASSIGNED, and else only while PAUSED");
        Require.that(terminal || !removed(), "enrollment removed", removed(), "be false before it has ended");
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this state. */
    default Builder toBuilder() {
        Builder builder = new Builder();
        builder.from(this);
        return builder;
    }

    /** Builds an {@link Enrollment}; not thread-safe. */
    final class Builder extends ImmutableEnrollment.Builder {
        Builder() {}
    }
}
