package io.enrollment.spi;

import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Enroller runs, their candidates, and the right to work on them. */
public interface RunStore {

    /** Stores a new run. <b>R1</b> An id that is there already is a repetition: it changes nothing and returns what is stored. */
    EnrollerRun create(EnrollerRun run);

    /** One run. */
    Optional<EnrollerRun> find(OrganizationId organization, RunId run);

    /** Runs, newest first (by when they were asked for, then id). */
    Page<EnrollerRun> list(RunQuery query, PageRequest page);

    /**
     * Claims the run that has been due longest, of any organization; the limit of the request plays no part. <b>R2</b> A run
     * is in at most one live claim; one that awaits a confirmation or has ended is never claimed; the fence strictly
     * increases with every claim and every change. A claim whose lease ran out, by the store's clock, may be claimed again.
     */
    Optional<RunClaim> claim(ClaimRequest request);

    /**
     * Stores a chunk and prolongs the lease. <b>R3</b> Candidates, enrollments, counts and resume point are stored in one
     * transaction; enrollments by the rules W1 to W3 of {@link EnrollmentWriter}: a candidate that loses a race is stored as
     * refused. The run after it is that of {@code RunCourse.recorded} with the results as they were decided. <b>R4</b> A
     * lease that is not current changes nothing: STALE, or GONE when there is no such run. <b>R5</b> Repeating a chunk that
     * was stored reports ALREADY_APPLIED with the run as it is, as long as the lease is current.
     */
    RunRecord record(RunLease lease, RunChunk chunk, Duration prolong);

    /**
     * The same, of a chunk that follows one that may still be on its way to the store, by another thread. <b>R11</b> What comes of
     * it is what would come of {@link #record(RunLease, RunChunk, Duration)} after its turn: until then nobody sees any of it,
     * and nothing remains of it when the turn does not come. A store that can do so writes rows meanwhile.
     *
     * @throws java.util.concurrent.CancellationException if the chunk before never will be stored
     */
    default RunRecord record(RunLease lease, RunChunk chunk, Duration prolong, RunTurn turn) {
        turn.await();
        return record(lease, chunk, prolong);
    }

    /** How many chunks of a run are worth being on their way to the store at once; each may take up a connection. */
    default int chunksAtOnce() {
        return 1;
    }

    /**
     * Stores what else happened to a claimed run, and prolongs the lease. <b>R6</b> As R4 and R5; {@code after} has the
     * revision after the stored one. A run that has ended or awaits a confirmation gives up its lease.
     */
    ApplyOutcome settle(RunLease lease, EnrollerRun after, Duration prolong);

    /**
     * Expires enrollments, counts them and moves the resume point, in one transaction, and prolongs the lease. <b>R8</b> Each
     * change by the rules of {@link EnrollmentWriter#apply}; those that are not APPLIED are left out and not counted. The run
     * after it is that of {@code RunCourse.expired} with the count of the others. Fenced as in R4; a page that was stored is
     * recognized as in R5, and nothing is applied again.
     */
    ExpiryRecord expire(RunLease lease, RunExpiries page, Duration prolong);

    /**
     * Changes a run by a command, whoever works on it. <b>R7</b> A change whose {@code before} is not the stored revision any
     * more changes nothing and is STALE; an applied one raises the fence, so that whoever works on it has lost it.
     */
    ApplyOutcome change(EnrollerRun before, EnrollerRun after);

    /** Makes a lease hold this long from now. <b>R9</b> Returns whether it is current; one that is not changes nothing. */
    boolean prolong(RunLease lease, Duration by);

    /** Gives a claim back; nothing when it is not current. */
    void release(RunLease lease);

    /**
     * Forgets candidates of runs that have ended and were asked for before an instant, in one short transaction; at most
     * {@code limit} are looked at. Returns where to go on; empty when all were looked at. <b>R10</b> The runs and their counts
     * stay, as do candidates whose enrollment is stored, and those of runs that have not ended.
     */
    Optional<String> purge(PurgeRequest request);

    /** When the run that is due first is due; empty when none waits for its time. */
    Optional<Instant> earliestDue();

    /** Which of these subjects are candidates of the run already. */
    Set<SubjectId> found(OrganizationId organization, RunId run, Collection<SubjectId> subjects);

    /** Candidates of a run by position. */
    Page<Candidate> candidates(CandidateQuery query, PageRequest page);

    /** Candidates that a subject was in any run, newest first (by when they were judged, then run and plan). */
    Page<Candidate> candidates(OrganizationId organization, SubjectId subject, PageRequest page);
}
