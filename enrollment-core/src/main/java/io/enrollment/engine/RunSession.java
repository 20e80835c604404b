package io.enrollment.engine;

import io.enrollment.internal.Fatal;
import io.enrollment.run.ChunkCounts;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.run.RunCourse;
import io.enrollment.run.RunLimit;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CandidateItem;
import io.enrollment.spi.ExpiryRecord;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.RunChunk;
import io.enrollment.spi.RunClaim;
import io.enrollment.spi.RunExpiries;
import io.enrollment.spi.RunLease;
import io.enrollment.spi.RunRecord;
import io.enrollment.spi.RunStore;
import io.enrollment.spi.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker's work on one claimed run. For one thread. */
final class RunSession {

    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);
    private static final int LONGEST_MESSAGE = 300;

    private final RunWorker worker;
    private final RunLease lease;
    private final RunAhead ahead;
    private final RunFlight flight;
    private final CursorTrail trail = new CursorTrail();
    /** As it was stored last. */
    private EnrollerRun stored;
    /** The same; while chunks are on their way, as it is to be after them. */
    private EnrollerRun run;

    private boolean lost;

    /** With a helper that finds, judges and stores chunks while this thread sees to their order. */
    RunSession(RunWorker worker, RunClaim claim, Optional<Executor> helper) {
        this.worker = worker;
        this.ahead = new RunAhead(helper);
        this.lease = claim.lease();
        this.flight = new RunFlight(
                worker.world().store().runs(), lease, worker.settings().lease(), helper);
        this.stored = claim.run();
        this.run = stored;
    }

    /** Works until the run ends, has to wait, is lost, or the signal is raised; then gives the lease back. */
    void work(StopSignal stop) {
        try (RunKeeper.Kept kept = worker.keeper().keep(lease)) {
            while (!stop.isRaised() && isOurs()) {
                step(now());
                kept.progressed();
            }
            landAll();
        } finally {
            regain();
            if (!lost) {
                runs().release(lease);
            }
        }
    }

    private boolean isOurs() {
        boolean waits = run.dueAt().isAfter(now());
        return !lost && !waits && !run.status().isTerminal() && run.awaits().isEmpty();
    }

    private void step(Instant now) {
        try {
            advance(now);
        } catch (NotFoundException gone) {
            regain();
            settle(RunCourse.failed(run, words(gone), now));
        } catch (StoreUnavailableException unavailable) {
            throw unavailable;
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            LOG.warn("run {} is tried again later", run.id(), failed);
            regain();
            settle(RunCourse.troubled(run, words(failed), now));
        }
    }

    private void advance(Instant now) {
        if (run.status() == RunStatus.SCHEDULED) {
            begin(now);
            return;
        }
        Optional<QueryProgress> query = run.current();
        if (query.isPresent()) {
            query(query.get(), now);
        } else {
            finish(now);
        }
    }

    private void begin(Instant now) {
        if (run.queries().isEmpty()) {
            String why = run.purpose().isOfOnePlan() ? "the plan has no audience query" : "no plan is for this type";
            settle(RunCourse.notApplicable(run, why, now));
            return;
        }
        RunGuard guard = new RunGuard(worker.world(), run);
        Optional<RunLimit> limit = run.limit().or(guard::limit);
        if (limit.isEmpty()) {
            settle(RunCourse.begun(run, now));
        } else if (run.limit().isEmpty()) {
            settle(RunCourse.guarded(run, limit.get()));
        } else {
            guard(guard, now);
        }
    }

    /** A simulation tells how many are eligible; over the limit, a person has to confirm. */
    private void guard(RunGuard guard, Instant now) {
        if (run.preview().isEmpty()) {
            EnrollerRun preview = RunPlanner.preview(run, now);
            Retrying.whileEffectUnknown(() -> runs().create(preview));
            settle(RunCourse.previewed(run, preview.id(), now));
            return;
        }
        EnrollerRun preview = runs().find(run.organization(), run.preview().get())
                .orElseThrow(() -> new NotFoundException("the preview is gone"));
        if (!preview.status().isTerminal()) {
            settle(RunCourse.postponed(run, now));
        } else if (preview.status() == RunStatus.COMPLETED) {
            Optional<String> why = guard.passedBy(preview);
            settle(why.map(words -> RunCourse.held(run, words)).orElseGet(() -> RunCourse.begun(run, now)));
        } else {
            String why = "its preview " + preview.id() + " ended as " + preview.status();
            settle(
                    preview.status() == RunStatus.NOT_APPLICABLE
                            ? RunCourse.notApplicable(run, "nobody was found", now)
                            : RunCourse.failed(run, why, now));
        }
    }

    /** Expires first, page by page, what the purpose and the plan say. */
    private void finish(Instant now) {
        RunExpiry expiry = new RunExpiry(worker, run);
        if (expiry.isWanted()) {
            RunExpiries page = expiry.next(now);
            expire(page);
            if (lost || page.next().isPresent()) {
                return;
            }
        }
        settle(RunCourse.ended(run, now));
    }

    private void query(QueryProgress query, Instant now) {
        Optional<RunAhead.Judged> begun = ahead.take(run, query).filter(judged -> !circles(query, judged.members()));
        if (begun.isEmpty() && !flight.isEmpty()) {
            landAll();
            return;
        }
        begun.or(() -> judge(query, now)).filter(judged -> !lost).ifPresent(judged -> record(query, judged, now));
    }

    /**
     * Whatever a source throws is a failure of its query, and so is what the host's histories and directories throw when its
     * page is judged; the store's own trouble is not.
     */
    private Optional<RunAhead.Judged> judge(QueryProgress query, Instant now) {
        try {
            RunPages pages = new RunPages(worker, run, query);
            if (query.status() == RunStatus.SCHEDULED) {
                settle(RunCourse.queryBegun(run, query.key(), pages.expected(), now));
            }
            long since = System.nanoTime();
            RunPages.Members members = pages.next();
            if (circles(query, members)) {
                settle(RunCourse.queryGivenUp(run, query.key(), words(members), now));
                return Optional.empty();
            }
            List<CandidateItem> items = pages.judge(run.funnel().candidates(), members, now);
            return Optional.of(new RunAhead.Judged(members, items, Duration.ofNanos(System.nanoTime() - since)));
        } catch (StoreUnavailableException | NotFoundException failed) {
            throw failed;
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            LOG.warn("query {} of run {} failed", query.key(), run.id(), failed);
            settle(RunCourse.queryFailed(run, query.key(), words(failed), now));
            return Optional.empty();
        }
    }

    private boolean circles(QueryProgress query, RunPages.Members members) {
        return trail.comesBack(query.key(), members.next());
    }

    private void record(QueryProgress query, RunAhead.Judged judged, Instant now) {
        RunPages.Members members = judged.members();
        trail.passed(query.key(), members.next());
        ChunkCounts counts = new ChunkCounts(
                run.chunks() + 1,
                query.key(),
                members.found(),
                members.duplicates(),
                judged.took(),
                members.next(),
                now);
        RunChunk chunk = new RunChunk(run, counts, judged.items());
        ahead.begin(worker, run, query, judged, flight.subjects());
        run = flight.launch(chunk);
        while (!lost && (flight.isFull() || !(flight.isEmpty() || ahead.isBusy()))) {
            land();
        }
    }

    private void landAll() {
        while (!lost && !flight.isEmpty()) {
            land();
        }
    }

    /** After trouble: waits until nothing is on its way any more, whatever comes of it; what is stored counts then. */
    private void regain() {
        while (!flight.isEmpty()) {
            try {
                land();
            } catch (RuntimeException followed) {
                LOG.debug("a chunk of run {} was on its way", run.id(), followed);
            }
        }
        run = stored;
        trail.forget();
    }

    private void land() {
        RunRecord recorded = flight.land();
        recorded.run().ifPresentOrElse(this::landed, () -> lost = true);
    }

    /** What came of it may not be what was expected, and counts once nothing more is on its way. */
    private void landed(EnrollerRun after) {
        stored = after;
        if (flight.isEmpty()) {
            run = after;
        }
        worker.tell(after);
    }

    /** Ends them and counts them in one transaction: a crash can lose neither without the other. */
    private void expire(RunExpiries page) {
        ExpiryRecord expired = Retrying.whileEffectUnknown(
                () -> runs().expire(lease, page, worker.settings().lease()));
        worker.commands().tell(expired.applied());
        expired.run().ifPresentOrElse(this::now, () -> lost = true);
    }

    private void settle(EnrollerRun after) {
        ApplyOutcome outcome = Retrying.whileEffectUnknown(
                () -> runs().settle(lease, after, worker.settings().lease()));
        if (outcome == ApplyOutcome.APPLIED || outcome == ApplyOutcome.ALREADY_APPLIED) {
            now(after);
        } else {
            lost = true;
        }
    }

    private void now(EnrollerRun after) {
        stored = after;
        run = after;
        worker.tell(after);
    }

    private static String words(RunPages.Members circling) {
        return words("the audience source turns in a circle: it goes on at "
                + circling.next().orElse("") + ", where it was before");
    }

    private static String words(Throwable failed) {
        return words(failed.getClass().getSimpleName()
                + Optional.ofNullable(failed.getMessage())
                        .map(message -> ": " + message)
                        .orElse(""));
    }

    private static String words(String said) {
        return said.codePoints()
                .limit(LONGEST_MESSAGE)
                .map(c -> Character.getType(c) == Character.CONTROL ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Instant now() {
        return worker.clock().instant();
    }

    private RunStore runs() {
        return worker.world().store().runs();
    }
}
