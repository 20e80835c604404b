package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.json.RunJson;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.run.RunId;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.Change;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.ExpiryRecord;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.RunChunk;
import io.enrollment.spi.RunClaim;
import io.enrollment.spi.RunExpiries;
import io.enrollment.spi.RunLease;
import io.enrollment.spi.RunQuery;
import io.enrollment.spi.RunRecord;
import io.enrollment.spi.RunStore;
import io.enrollment.spi.RunTurn;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs and their candidates in a database. */
final class JdbcRuns implements RunStore {

    private static final LeasedTable TABLE = new LeasedTable("enr_run", "run_id");
    private static final String EARLIEST = "select min(due_at) from enr_run where due_at < ?";

    private final Tx tx;
    private final Tx alone;
    private final Changes changes;
    private final RunCandidates candidates;
    private final RunRecorder recorder;

    /** With the transactions of commands, which may be those of the host, and with those of workers, which never are. */
    JdbcRuns(Tx tx, Tx alone, Rows rows) {
        this.tx = tx;
        this.alone = alone;
        this.changes = new Changes(rows);
        this.candidates = new RunCandidates(tx, rows.shards());
        this.recorder = new RunRecorder(alone, rows, changes);
    }

    @Override
    public EnrollerRun create(EnrollerRun run) {
        return tx.write((sql, repeated) -> {
            Optional<EnrollerRun> known = find(sql, run.organization(), run.id());
            if (known.isPresent()) {
                return known.get();
            }
            RunRows.insert(sql, run);
            return run;
        });
    }

    @Override
    public Optional<EnrollerRun> find(OrganizationId organization, RunId run) {
        return tx.read((sql, repeated) -> find(sql, organization, run));
    }

    private static Optional<EnrollerRun> find(Sql sql, OrganizationId organization, RunId run) throws SQLException {
        return TABLE.find(sql, organization, run.value()).map(RunJson::read);
    }

    @Override
    public Page<EnrollerRun> list(RunQuery query, PageRequest page) {
        Listing listing = Listing.of("state", "enr_run", "created_at", "run_id", query.organization());
        query.plan().ifPresent(plan -> listing.onlyOf("plan_id", plan.value()));
        listing.onlyIn("purpose", names(query.purposes()));
        listing.onlyIn("status", names(query.statuses()));
        query.from().ifPresent(from -> listing.where("created_at >= ?", Micros.bound(from)));
        query.until().ifPresent(until -> listing.where("created_at < ?", Micros.bound(until)));
        page.after().map(PageKey::parse).ifPresent(listing::after);
        List<EnrollerRun> found =
                tx.read((sql, repeated) -> listing.read(sql, row -> RunJson.read(row.getString(1)), page.limit() + 1));
        return JdbcReader.page(
                found,
                page.limit(),
                run -> new PageKey(Micros.floor(run.createdAt()), run.id().value()));
    }

    static List<String> names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).sorted().toList();
    }

    @Override
    public Optional<RunClaim> claim(ClaimRequest request) {
        Optional<LeasedTable.Free> claimed = alone.write((sql, repeated) -> TABLE.claim(sql, request, repeated));
        return claimed.map(one -> {
            EnrollerRun run = RunJson.read(one.state());
            return new RunClaim(run, new RunLease(run.organization(), run.id(), one.fence(), request.token()));
        });
    }

    static LeasedTable.Held held(RunLease lease) {
        return new LeasedTable.Held(lease.organization(), lease.run().value(), lease.fence(), lease.token());
    }

    @Override
    public RunRecord record(RunLease lease, RunChunk chunk, Duration prolong) {
        return recorder.record(lease, chunk, prolong);
    }

    @Override
    public RunRecord record(RunLease lease, RunChunk chunk, Duration prolong, RunTurn turn) {
        return recorder.record(lease, chunk, prolong, turn);
    }

    @Override
    public int chunksAtOnce() {
        return alone.database().dialect().chunksAtOnce();
    }

    @Override
    public ApplyOutcome settle(RunLease lease, EnrollerRun after, Duration prolong) {
        Outcomes outcomes = new Outcomes();
        return alone.write((sql, repeated) -> outcomes.of(settle(sql, lease, after, prolong)));
    }

    private static ApplyOutcome settle(Sql sql, RunLease lease, EnrollerRun after, Duration prolong)
            throws SQLException {
        Optional<LeasedTable.Locked> locked = lock(sql, lease.organization(), lease.run());
        if (locked.filter(row -> run(row).equals(after)).isPresent()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (locked.filter(row -> row.heldBy(held(lease))).isEmpty()) {
            return lost(locked);
        }
        if (run(locked.get()).revision() >= after.revision()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        RunRows.update(sql, after);
        prolong(sql, lease, after, prolong);
        return ApplyOutcome.APPLIED;
    }

    @Override
    public ExpiryRecord expire(RunLease lease, RunExpiries page, Duration prolong) {
        List<ExpiryRecord> stored = new ArrayList<>();
        return alone.write((sql, repeated) -> {
            ExpiryRecord record = expire(sql, lease, page, prolong);
            if (record.outcome() == ApplyOutcome.APPLIED) {
                stored.add(record);
            }
            // When the answer to a commit was lost, what is stored already was stored by this very call.
            boolean ours = record.outcome() == ApplyOutcome.ALREADY_APPLIED && !stored.isEmpty();
            return ours ? stored.get(stored.size() - 1) : record;
        });
    }

    private ExpiryRecord expire(Sql sql, RunLease lease, RunExpiries page, Duration prolong) throws SQLException {
        Optional<LeasedTable.Locked> locked = lock(sql, lease.organization(), lease.run());
        if (locked.filter(row -> row.heldBy(held(lease))).isEmpty()) {
            return ExpiryRecord.nothing(lost(locked), Optional.empty());
        }
        EnrollerRun stored = run(locked.get());
        if (stored.revision() != page.before().revision()) {
            return ExpiryRecord.nothing(ApplyOutcome.ALREADY_APPLIED, Optional.of(stored));
        }
        List<Change> applied = new ArrayList<>();
        for (Change change : page.changes()) {
            if (changes.apply(sql, change) == ApplyOutcome.APPLIED) {
                applied.add(change);
            }
        }
        EnrollerRun after = RunCourse.expired(stored, applied.size(), page.next());
        RunRows.update(sql, after);
        prolong(sql, lease, after, prolong);
        return new ExpiryRecord(ApplyOutcome.APPLIED, Optional.of(after), applied);
    }

    @Override
    public ApplyOutcome change(EnrollerRun before, EnrollerRun after) {
        Outcomes outcomes = new Outcomes();
        return tx.write((sql, repeated) -> outcomes.of(change(sql, before, after)));
    }

    private static ApplyOutcome change(Sql sql, EnrollerRun before, EnrollerRun after) throws SQLException {
        Optional<LeasedTable.Locked> locked = lock(sql, before.organization(), before.id());
        if (locked.isEmpty()) {
            return ApplyOutcome.GONE;
        }
        EnrollerRun stored = run(locked.get());
        if (stored.equals(after)) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (stored.revision() != before.revision()) {
            return ApplyOutcome.STALE;
        }
        RunRows.update(sql, after);
        TABLE.takeAway(sql, after.organization(), after.id().value());
        return ApplyOutcome.APPLIED;
    }

    static Optional<LeasedTable.Locked> lock(Sql sql, OrganizationId organization, RunId run) throws SQLException {
        return TABLE.lock(sql, organization, run.value());
    }

    static EnrollerRun run(LeasedTable.Locked row) {
        return RunJson.read(row.state());
    }

    static ApplyOutcome lost(Optional<LeasedTable.Locked> locked) {
        return locked.isPresent() ? ApplyOutcome.STALE : ApplyOutcome.GONE;
    }

    /** What has ended, or waits for a person, belongs to nobody any more. */
    static void prolong(Sql sql, RunLease lease, EnrollerRun after, Duration prolong) throws SQLException {
        if (after.status().isTerminal() || after.awaits().isPresent()) {
            TABLE.release(sql, held(lease));
        } else {
            TABLE.prolong(sql, held(lease), prolong);
        }
    }

    @Override
    public boolean prolong(RunLease lease, Duration by) {
        return alone.write((sql, repeated) -> {
            boolean holds = lock(sql, lease.organization(), lease.run())
                    .filter(row -> row.heldBy(held(lease)))
                    .isPresent();
            if (holds) {
                TABLE.prolong(sql, held(lease), by);
            }
            return holds;
        });
    }

    @Override
    public void release(RunLease lease) {
        alone.write((sql, repeated) -> TABLE.release(sql, held(lease)));
    }

    @Override
    public Optional<String> purge(PurgeRequest request) {
        return alone.write((sql, repeated) -> PastCandidates.remove(sql, request));
    }

    @Override
    public Optional<Instant> earliestDue() {
        return tx.read((sql, repeated) -> sql.query(
                        EARLIEST,
                        row -> {
                            long due = row.getLong(1);
                            return row.wasNull() ? Optional.<Instant>empty() : Optional.of(Micros.instant(due));
                        },
                        Rows.PARKED))
                .get(0);
    }

    @Override
    public Set<SubjectId> found(OrganizationId organization, RunId run, Collection<SubjectId> subjects) {
        return candidates.found(organization, run, subjects);
    }

    @Override
    public Page<Candidate> candidates(CandidateQuery query, PageRequest page) {
        return candidates.list(query, page);
    }

    @Override
    public Page<Candidate> candidates(OrganizationId organization, SubjectId subject, PageRequest page) {
        return candidates.list(organization, subject, page);
    }
}
