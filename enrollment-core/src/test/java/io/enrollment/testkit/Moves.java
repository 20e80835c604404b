package io.enrollment.testkit;

import io.enrollment.calendar.DueTime;
import io.enrollment.calendar.ResolvedZone;
import io.enrollment.calendar.ZoneSource;
import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.Failure;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Pause;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.Change;
import io.enrollment.spi.Claim;
import io.enrollment.spi.Settlement;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Small, plausible moves of enrollments, so that a store can be tested without an engine. Pure. */
final class Moves {

    static final ZoneId ZONE = ZoneId.of("America/Toronto");

    private Moves() {}

    static DueTime due(Instant at) {
        ResolvedZone zone = new ResolvedZone(ZONE, ZoneSource.ORGANIZATION);
        return new DueTime(at, LocalDateTime.ofInstant(at, ZONE), zone, List.of("anchor", "due “" + at + "”"));
    }

    static LogEntry entry(Enrollment state, LogKind kind, Instant at) {
        LogEntry.Builder entry = LogEntry.builder();
        entry.enrollment(state.id()).seq(state.nextSeq()).at(at).kind(kind);
        return entry.build();
    }

    /** The message of the present step was sent; the next one is due then. */
    static Settlement sent(Claim claim, Instant at, Instant nextDue) {
        return settlement(claim, sentState(claim.enrollment(), at).due(due(nextDue)), LogKind.SENT, at);
    }

    /** The message of the present step was sent, and it was the last one. */
    static Settlement completed(Claim claim, Instant at) {
        Enrollment.Builder after = sentState(claim.enrollment(), at)
                .due(Optional.empty())
                .step(Optional.empty())
                .status(EnrollmentStatus.COMPLETED)
                .ending(new Ending(EndCause.END_OF_PLAN, at));
        return settlement(claim, after, LogKind.COMPLETED, at);
    }

    /** The present step failed for good. */
    static Settlement failed(Claim claim, Instant at) {
        Enrollment.Builder after = claim.enrollment().toBuilder()
                .due(Optional.empty())
                .status(EnrollmentStatus.FAILED)
                .failure(new Failure("HARD_BOUNCE", "no such mailbox", at));
        return settlement(claim, after, LogKind.STEP_FAILED, at);
    }

    private static Enrollment.Builder sentState(Enrollment state, Instant at) {
        StepKey step = state.step().orElseThrow();
        return state.toBuilder()
                .status(EnrollmentStatus.IN_PROGRESS)
                .addDone(step)
                .step(StepKey.of("step-" + (state.done().size() + 2)))
                .anchor(at)
                .lastHandOff(at)
                .counters(state.counters().plusSent(ChannelKind.EMAIL).plusStep());
    }

    private static Settlement settlement(Claim claim, Enrollment.Builder after, LogKind kind, Instant at) {
        Enrollment state = claim.enrollment();
        LogEntry.Builder entry = LogEntry.builder();
        entry.from(entry(state, kind, at));
        state.step().ifPresent(step -> entry.step(step).idempotencyKey(IdempotencyKey.of(state.id(), step, 1)));
        entry.due(state.due()).details(Map.of("reference", "r-" + claim.lease().fence()));
        return new Settlement(
                claim.lease(), state, after.nextSeq(state.nextSeq() + 1).build(), List.of(entry.build()));
    }

    static Change paused(Enrollment state, Instant at) {
        Enrollment.Builder after = state.toBuilder()
                .status(EnrollmentStatus.PAUSED)
                .due(Optional.empty())
                .pause(new Pause(at, Set.of(PauseCause.MANUAL), state.due()));
        return change(state, after, LogKind.PAUSED, at);
    }

    static Change resumed(Enrollment state, Instant at, Instant nextDue) {
        Enrollment.Builder after = state.toBuilder()
                .status(EnrollmentStatus.IN_PROGRESS)
                .pause(Optional.empty())
                .due(due(nextDue));
        return change(state, after, LogKind.RESUMED, at);
    }

    static Change retried(Enrollment state, Instant at) {
        Enrollment.Builder after = state.toBuilder()
                .status(EnrollmentStatus.IN_PROGRESS)
                .failure(Optional.empty())
                .due(due(at));
        return change(state, after, LogKind.RETRIED, at);
    }

    static Change stopped(Enrollment state, Instant at) {
        return change(state, ended(state, at), LogKind.STOPPED, at);
    }

    static Change removed(Enrollment state, Instant at) {
        return change(state, ended(state, at).removed(true), LogKind.REMOVED, at);
    }

    /** Something is written down that leaves the step and its due time as they are. */
    static Change noted(Enrollment state, Instant at) {
        return change(state, state.toBuilder(), LogKind.LATE_OUTCOME, at);
    }

    /** The same change, which may happen only once. */
    static Change once(Change change, String key) {
        return new Change(change.before(), change.after(), change.log(), Optional.of(key));
    }

    /** The present step is another one from now on. */
    static Change movedTo(Enrollment state, StepKey step, Instant at) {
        return change(state, state.toBuilder().step(step), LogKind.SKIPPED, at);
    }

    private static Enrollment.Builder ended(Enrollment state, Instant at) {
        return state.toBuilder()
                .status(EnrollmentStatus.STOPPED)
                .due(Optional.empty())
                .pause(Optional.empty())
                .failure(Optional.empty())
                .step(Optional.empty())
                .ending(new Ending(EndCause.MANUAL, at));
    }

    private static Change change(Enrollment state, Enrollment.Builder after, LogKind kind, Instant at) {
        LogEntry.Builder entry = LogEntry.builder();
        entry.from(entry(state, kind, at)).actor("ann").reason("ASKED");
        return new Change(state, after.nextSeq(state.nextSeq() + 1).build(), List.of(entry.build()));
    }
}
