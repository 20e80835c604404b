package io.enrollment.jdbc;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CandidateItem;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.RunChunk;
import io.enrollment.spi.RunLease;
import io.enrollment.spi.RunRecord;
import io.enrollment.spi.RunTurn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores the chunks of runs, each in one transaction. Thread-safe. */
final class RunRecorder {

    /** How long a transaction waits for its turn: the one before it may need the connection that this one has. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Tx alone;
    private final Rows rows;
    private final Changes changes;

    RunRecorder(Tx alone, Rows rows, Changes changes) {
        this.alone = alone;
        this.rows = rows;
        this.changes = changes;
    }

    /** What was written in advance is not to be kept: the chunk is stored anew when it is its turn. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super("not written in advance", null, false, false);
        }
    }

    /** What was written in advance is not to be kept, since the run is another's. */
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // it never leaves this class
        private final RunRecord record;

        Lost(RunRecord record) {
            super("not held any more", null, false, false);
            this.record = record;
        }
    }

    /**
     * Stores a chunk in two parts, where it can be parted: what is its own, without locking the run; then, when it is its turn,
     * under that lock, what others may want too and what the run comes to. At the first trouble all of it is done at its turn.
     */
    RunRecord record(RunLease lease, RunChunk chunk, Duration prolong, RunTurn turn) {
        List<EnrollItem> items = items(chunk);
        if (EnrollBatch.canBeParted(alone.database(), items)) {
            try {
                return alone.write((sql, repeated) -> {
                    if (repeated) {
                        throw new GivenUp();
                    }
                    EnrollBatch batch = new EnrollBatch(sql, rows, changes, true);
                    batch.insertOwn(items);
                    insert(sql, chunk, items.stream().map(EnrollItem::attempt).toList());
                    return atItsTurn(sql, lease, chunk, prolong, turn, () -> batch.insertPlaces(items));
                });
            } catch (Lost lost) {
                return lost.record;
            } catch (GivenUp atItsTurn) {
                turn.await();
            }
        } else {
            turn.await();
        }
        return record(lease, chunk, prolong);
    }

    /** What is done under the lock of the run. */
    @FunctionalInterface
    private interface Part {
        void run() throws SQLException;
    }

    private RunRecord atItsTurn(Sql sql, RunLease lease, RunChunk chunk, Duration prolong, RunTurn turn, Part last)
            throws SQLException {
        if (!turn.comes(PATIENCE)) {
            throw new GivenUp();
        }
        Optional<LeasedTable.Locked> locked = JdbcRuns.lock(sql, lease.organization(), lease.run());
        Optional<RunRecord> not = refused(lease, chunk, locked);
        if (not.isPresent()) {
            throw new Lost(not.get());
        }
        last.run();
        List<EnrollmentResult> results =
                items(chunk).stream().map(EnrollItem::attempt).toList();
        return recorded(sql, lease, JdbcRuns.run(locked.orElseThrow()), chunk, results, prolong);
    }

    /** Stores a chunk as a whole. */
    RunRecord record(RunLease lease, RunChunk chunk, Duration prolong) {
        Outcomes outcomes = new Outcomes();
        return alone.write((sql, repeated) -> {
            RunRecord record = record(sql, lease, chunk, prolong, !repeated);
            return new RunRecord(outcomes.of(record.outcome()), record.run());
        });
    }

    private RunRecord record(Sql sql, RunLease lease, RunChunk chunk, Duration prolong, boolean hopeful)
            throws SQLException {
        Optional<LeasedTable.Locked> locked = JdbcRuns.lock(sql, lease.organization(), lease.run());
        Optional<RunRecord> not = refused(lease, chunk, locked);
        if (not.isPresent()) {
            return not.get();
        }
        List<EnrollmentResult> results = new EnrollBatch(sql, rows, changes, hopeful).enrollOfRun(items(chunk));
        insert(sql, chunk, results);
        return recorded(sql, lease, JdbcRuns.run(locked.orElseThrow()), chunk, results, prolong);
    }

    /** What is told of a chunk that does not follow on the run as it is locked, or is not the holder's to store. */
    private static Optional<RunRecord> refused(RunLease lease, RunChunk chunk, Optional<LeasedTable.Locked> locked) {
        if (locked.filter(row -> row.heldBy(JdbcRuns.held(lease))).isEmpty()) {
            return Optional.of(new RunRecord(JdbcRuns.lost(locked), Optional.empty()));
        }
        EnrollerRun stored = JdbcRuns.run(locked.get());
        if (stored.chunks() >= chunk.counts().number()) {
            return Optional.of(new RunRecord(ApplyOutcome.ALREADY_APPLIED, Optional.of(stored)));
        }
        return stored.revision() == chunk.before().revision()
                ? Optional.empty()
                : Optional.of(new RunRecord(ApplyOutcome.STALE, Optional.empty()));
    }

    private static List<EnrollItem> items(RunChunk chunk) {
        return chunk.candidates().stream()
                .map(item -> new EnrollItem(item.candidate().result(), item.enrollment()))
                .toList();
    }

    private void insert(Sql sql, RunChunk chunk, List<EnrollmentResult> results) throws SQLException {
        List<CandidateItem> found = chunk.candidates();
        List<Candidate> candidates = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            candidates.add(found.get(i).candidate().with(results.get(i)));
        }
        RunRows.insert(sql, rows.shards(), candidates);
        RunReasons.insert(sql, candidates);
    }

    private static RunRecord recorded(
            Sql sql,
            RunLease lease,
            EnrollerRun stored,
            RunChunk chunk,
            List<EnrollmentResult> results,
            Duration prolong)
            throws SQLException {
        EnrollerRun after = RunCourse.recorded(stored, chunk.counts(), results);
        RunRows.update(sql, after);
        JdbcRuns.prolong(sql, lease, after, prolong);
        return new RunRecord(ApplyOutcome.APPLIED, Optional.of(after));
    }
}
