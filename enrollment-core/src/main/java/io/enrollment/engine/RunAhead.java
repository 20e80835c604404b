package io.enrollment.engine;

import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.spi.CandidateItem;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and judges the next page of a query while the one before it is being stored, so that database and engine work at the
 * same time. It only reads; whatever goes wrong is forgotten here, and happens again where it is dealt with. For one session
 * of one run.
 */
final class RunAhead {

    private static final Logger LOG = LoggerFactory.getLogger(RunAhead.class);

    /** A page, what is to be stored of it, and how long that took to find out. */
    record Judged(RunPages.Members members, List<CandidateItem> items, Duration took) {}

    /** Where a page stands in its run. */
    private record Place(String query, Optional<String> cursor, long numbered) {}

    private record Next(Place place, CompletableFuture<Judged> judged) {}

    private final Optional<Executor> helper;
    private Optional<Next> next = Optional.empty();

    /** One that works with this helper; without one nothing is done ahead. */
    RunAhead(Optional<Executor> helper) {
        this.helper = helper;
    }

    /**
     * Begins with the page after this one, which follows the run as it is and is about to be stored; so may be pages before it,
     * which these subjects are on.
     */
    void begin(RunWorker worker, EnrollerRun run, QueryProgress query, Judged before, Set<SubjectId> onTheirWay) {
        next = Optional.empty();
        boolean goesOn = before.members().next().isPresent();
        if (helper.isEmpty() || !goesOn || !run.purpose().isOfOnePlan()) {
            return;
        }
        Optional<String> cursor = before.members().next();
        long numbered = run.funnel().candidates() + before.items().size();
        QueryProgress after = query.toBuilder().cursor(cursor).build();
        Set<SubjectId> beingStored = new HashSet<>(onTheirWay);
        before.members()
                .fresh()
                .forEach(member -> beingStored.add(member.subject().id()));
        CompletableFuture<Judged> judged =
                CompletableFuture.supplyAsync(() -> judge(worker, run, after, beingStored, numbered), helper.get());
        next = Optional.of(new Next(new Place(query.key(), cursor, numbered), judged));
    }

    /** Whether a page was begun that nobody has taken. */
    boolean isBusy() {
        return next.isPresent();
    }

    private static Judged judge(
            RunWorker worker, EnrollerRun run, QueryProgress query, Set<SubjectId> beingStored, long numbered) {
        long since = System.nanoTime();
        RunPages pages = new RunPages(worker, run, query);
        RunPages.Members members = pages.next(beingStored);
        Instant now = worker.clock().instant();
        List<CandidateItem> items = pages.judge(numbered, members, now);
        return new Judged(members, items, Duration.ofNanos(System.nanoTime() - since));
    }

    /** The next page of a query of the run as it is, if it was worked on and nothing went wrong; waits for it. */
    Optional<Judged> take(EnrollerRun run, QueryProgress query) {
        Place wanted = new Place(query.key(), query.cursor(), run.funnel().candidates());
        Optional<Next> begun = next.filter(one -> one.place().equals(wanted));
        next = Optional.empty();
        try {
            return begun.map(one -> one.judged().join());
        } catch (CompletionException failed) {
            LOG.debug("the next page of run {} is looked for again", run.id(), failed);
            return Optional.empty();
        }
    }
}
