package io.enrollment.run;

import io.enrollment.eligibility.Funnel;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What happens to runs: every change of one, as a function of what it was. Pure and thread-safe. */
public final class RunCourse {

    /** How many times in a row a query may fail before it is given up. */
    public static final int MAX_ATTEMPTS = 3;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration TROUBLE = Duration.ofMinutes(1);

    private RunCourse() {}

    /** Work on it begins, or goes on by another worker. */
    public static EnrollerRun begun(EnrollerRun run, Instant now) {
        return next(run)
                .status(RunStatus.IN_PROGRESS)
                .message(Optional.empty())
                .startedAt(run.startedAt().orElse(now))
                .build();
    }

    /** The first page of a query is about to be asked for. */
    public static EnrollerRun queryBegun(EnrollerRun run, String key, Optional<Long> expected, Instant now) {
        return with(
                        run,
                        key,
                        query -> query.toBuilder()
                                .status(RunStatus.IN_PROGRESS)
                                .expected(expected)
                                .startedAt(now)
                                .build())
                .build();
    }

    /**
     * A chunk was found and judged, and these are the results of its candidates, as the store decided them.
     *
     * @throws IllegalArgumentException if it is not the next chunk, or the counts do not add up
     */
    public static EnrollerRun recorded(EnrollerRun run, ChunkCounts chunk, List<EnrollmentResult> results) {
        Require.that(chunk.number() == run.chunks() + 1, "chunk number", chunk.number(), "follow " + run.chunks());
        boolean through = chunk.next().isEmpty();
        EnrollerRun.Builder after = with(
                run,
                chunk.query(),
                query -> query.toBuilder()
                        .status(through ? RunStatus.COMPLETED : RunStatus.IN_PROGRESS)
                        .attempts(0)
                        .message(Optional.empty())
                        .found(query.found() + chunk.found())
                        .duplicates(query.duplicates() + chunk.duplicates())
                        .took(query.took().plus(chunk.took()))
                        .cursor(chunk.next())
                        .completedAt(through ? Optional.of(chunk.at()) : Optional.empty())
                        .build());
        Funnel added = Funnel.of(results.stream().map(Candidate::entryOf).toList());
        return after.funnel(run.funnel().plus(added)).chunks(chunk.number()).build();
    }

    /** A query failed: it is tried again later, or given up. The other queries go on. */
    public static EnrollerRun queryFailed(EnrollerRun run, String key, String message, Instant now) {
        return queryFailed(run, key, message, now, MAX_ATTEMPTS);
    }

    /** A query failed in a way that no further try can mend: it is given up. The other queries go on. */
    public static EnrollerRun queryGivenUp(EnrollerRun run, String key, String message, Instant now) {
        return queryFailed(run, key, message, now, 1);
    }

    private static EnrollerRun queryFailed(EnrollerRun run, String key, String message, Instant now, int most) {
        int attempts = run.query(key).map(QueryProgress::attempts).orElse(0) + 1;
        boolean over = attempts >= most;
        EnrollerRun.Builder after = with(
                run,
                key,
                query -> query.toBuilder()
                        .attempts(attempts)
                        .message(message)
                        .status(over ? RunStatus.ERROR : RunStatus.IN_PROGRESS)
                        .completedAt(over ? Optional.of(now) : Optional.empty())
                        .build());
        Duration wait = over ? Duration.ZERO : FIRST_RETRY.multipliedBy(1L << (attempts - 1));
        return after.dueAt(now.plus(wait)).build();
    }

    /** Enrollments that no longer matched were expired, up to this page. */
    public static EnrollerRun expired(EnrollerRun run, long count, Optional<String> nextPage) {
        return next(run)
                .expired(run.expired() + count)
                .expiryCursor(nextPage)
                .message(Optional.empty())
                .build();
    }

    /** All its queries have ended, and so does it. */
    public static EnrollerRun ended(EnrollerRun run, Instant now) {
        Optional<QueryProgress> failed = run.queries().stream()
                .filter(query -> query.status() == RunStatus.ERROR)
                .findFirst();
        if (failed.isPresent()) {
            String why = "the query " + failed.get().key() + " failed: "
                    + failed.get().message().orElse("");
            return ended(run, RunStatus.ERROR, Optional.of(why), now);
        }
        boolean nothing = run.found() == 0 && run.expired() == 0;
        return nothing
                ? ended(run, RunStatus.NOT_APPLICABLE, Optional.of("nobody was found"), now)
                : ended(run, RunStatus.COMPLETED, Optional.empty(), now);
    }

    /** Something that it needs does not work, such as a directory of the host: it waits, and is tried again. */
    public static EnrollerRun troubled(EnrollerRun run, String message, Instant now) {
        return next(run).message(message).dueAt(now.plus(TROUBLE)).build();
    }

    /** It cannot go on. */
    public static EnrollerRun failed(EnrollerRun run, String message, Instant now) {
        return ended(run, RunStatus.ERROR, Optional.of(message), now);
    }

    /** There is nothing that it could process. */
    public static EnrollerRun notApplicable(EnrollerRun run, String why, Instant now) {
        return ended(run, RunStatus.NOT_APPLICABLE, Optional.of(why), now);
    }

    /** A person ends it; what it enrolled stands. */
    public static EnrollerRun canceled(EnrollerRun run, String by, Instant now) {
        return ended(run, RunStatus.CANCELED, Optional.of("canceled by " + by), now);
    }

    /** A simulation shows first what it would do. */
    public static EnrollerRun previewed(EnrollerRun run, RunId preview, Instant now) {
        return next(run).preview(preview).dueAt(now.plus(FIRST_RETRY)).build();
    }

    /** Its preview has not ended yet. */
    public static EnrollerRun postponed(EnrollerRun run, Instant now) {
        return next(run).dueAt(now.plus(FIRST_RETRY)).build();
    }

    /** It waits for a person, after its preview. */
    public static EnrollerRun held(EnrollerRun run, String why) {
        return next(run).awaits(why).build();
    }

    /** It turns out that it may not begin before a simulation has shown how many are eligible. */
    public static EnrollerRun guarded(EnrollerRun run, RunLimit limit) {
        return next(run).limit(limit).build();
    }

    /** A person does not let it begin: nobody is enrolled by it. */
    public static EnrollerRun declined(EnrollerRun run, String by, Instant now) {
        return ended(run, RunStatus.CANCELED, Optional.of("declined by " + by), now);
    }

    /** A person lets it begin. */
    public static EnrollerRun confirmed(EnrollerRun run, String by, Instant now) {
        return next(run)
                .confirmedBy(by)
                .awaits(Optional.empty())
                .limit(Optional.empty())
                .dueAt(now)
                .build();
    }

    private static EnrollerRun ended(EnrollerRun run, RunStatus status, Optional<String> message, Instant now) {
        List<QueryProgress> queries = run.queries().stream()
                .map(query -> query.status().isTerminal() ? query : cut(query, now))
                .toList();
        return next(run)
                .status(status)
                .completedAt(now)
                .awaits(Optional.empty())
                .message(message)
                .queries(queries)
                .build();
    }

    private static QueryProgress cut(QueryProgress query, Instant now) {
        return query.toBuilder().status(RunStatus.CANCELED).completedAt(now).build();
    }

    private static EnrollerRun.Builder with(EnrollerRun run, String key, UnaryOperator<QueryProgress> change) {
        Require.that(run.query(key).isPresent(), "query", key, "be one of the run");
        return next(run)
                .queries(run.queries().stream()
                        .map(query -> query.key().equals(key) ? change.apply(query) : query)
                        .toList());
    }

    private static EnrollerRun.Builder next(EnrollerRun run) {
        EnrollerRun.Builder builder = run.toBuilder();
        builder.revision(run.revision() + 1);
        return builder;
    }
}
