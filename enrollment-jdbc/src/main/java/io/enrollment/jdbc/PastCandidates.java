package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.internal.RunPurgeKey;
import io.enrollment.json.RunJson;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.spi.PurgeRequest;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes candidates of runs that ended long ago, except those whose enrollment is still stored. */
final class PastCandidates {

    private static final String DELETE = """
            delete from enr_candidate
             where organization_id = ? and subject_id = ? and run_id = ? and plan_id = ? and shard_key = ?""";

    private record Seen(Candidate candidate, int shard) {
        Object[] key() {
            return new Object[] {
                candidate.result().organization().value(),
                candidate.result().subject().value(),
                candidate.run().value(),
                candidate.result().plan().value(),
                shard
            };
        }

        Optional<String> made() {
            return candidate.result().enrollment().map(made -> made.value());
        }
    }

    private PastCandidates() {}

    /** One page of one run; a repetition looks at the same page, and finds what is left of it. */
    static Optional<String> remove(Sql sql, PurgeRequest request) throws SQLException {
        RunPurgeKey from = request.after().map(RunPurgeKey::parse).orElse(RunPurgeKey.FIRST);
        Listing listing = Listing.of("state", "enr_run", "created_at", "run_id", request.organization());
        listing.where("created_at < ?", Micros.bound(request.before()));
        from.before().ifPresent(listing::after);
        List<EnrollerRun> next = listing.read(sql, row -> RunJson.read(row.getString(1)), 1);
        return next.isEmpty()
                ? Optional.empty()
                : Optional.of(remove(sql, next.get(0), from, request.limit()).text());
    }

    private static RunPurgeKey remove(Sql sql, EnrollerRun run, RunPurgeKey from, int limit) throws SQLException {
        List<Seen> looked = run.status().isTerminal() ? looked(sql, run, from.position(), limit) : List.of();
        Set<String> stored = stored(sql, run, looked);
        List<Object[]> old = looked.stream()
                .filter(one -> one.made().filter(stored::contains).isEmpty())
                .map(Seen::key)
                .toList();
        sql.batch(DELETE, old);
        boolean through = looked.size() < limit;
        if (through && run.status().isTerminal()) {
            RunReasons.forget(sql, run);
        }
        return through
                ? new RunPurgeKey(
                        0,
                        Optional.of(new PageKey(
                                Micros.floor(run.createdAt()), run.id().value())))
                : new RunPurgeKey(looked.get(limit - 1).candidate().position(), from.before());
    }

    private static List<Seen> looked(Sql sql, EnrollerRun run, long after, int limit) throws SQLException {
        Listing listing =
                Listing.inOrder(RunRows.CANDIDATE + ", shard_key", "enr_candidate", "candidate_no", run.organization());
        listing.onlyOf("run_id", run.id().value());
        listing.where("candidate_no > ?", after);
        return sql.query(
                listing.statement(),
                row -> new Seen(RunRows.candidate(row), row.getInt("shard_key")),
                listing.parameters(limit));
    }

    private static Set<String> stored(Sql sql, EnrollerRun run, List<Seen> looked) throws SQLException {
        List<Seen> made = looked.stream().filter(one -> one.made().isPresent()).toList();
        Sql.Placed ids = Sql.Placed.of(made, one -> one.made().orElseThrow(), Seen::shard);
        return made.isEmpty()
                ? Set.of()
                : new HashSet<>(sql.query(
                        PastAttempts.STORED,
                        row -> row.getString(1),
                        ids,
                        run.organization().value()));
    }
}
