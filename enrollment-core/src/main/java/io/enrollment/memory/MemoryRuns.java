package io.enrollment.memory;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.Erased;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.internal.RunPurgeKey;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.run.RunId;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CandidateItem;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.Change;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.EnrollItem;
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
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs and their candidates, in memory. */
final class MemoryRuns implements RunStore {

    private static final Comparator<RunRow> NEWEST =
            Comparator.comparing(MemoryRuns::placeOf).reversed();

    private record Key(OrganizationId organization, RunId run) {}

    private final Tables tables;
    private final MemoryWriter writer;
    private final Map<Key, RunRow> rows = new HashMap<>();

    MemoryRuns(Tables tables, MemoryWriter writer) {
        this.tables = tables;
        this.writer = writer;
    }

    @Override
    public EnrollerRun create(EnrollerRun run) {
        synchronized (tables) {
            return rows.computeIfAbsent(new Key(run.organization(), run.id()), any -> new RunRow(run)).run;
        }
    }

    @Override
    public Optional<EnrollerRun> find(OrganizationId organization, RunId run) {
        synchronized (tables) {
            return row(organization, run).map(row -> row.run);
        }
    }

    private Optional<RunRow> row(OrganizationId organization, RunId run) {
        return Optional.ofNullable(rows.get(new Key(organization, run)));
    }

    @Override
    public Page<EnrollerRun> list(RunQuery query, PageRequest page) {
        Optional<PageKey> after = page.after().map(PageKey::parse);
        synchronized (tables) {
            Stream<RunRow> matching = rows.values().stream()
                    .filter(row -> matches(query, row.run))
                    .sorted(NEWEST)
                    .filter(row ->
                            after.map(key -> key.isNewerThan(placeOf(row))).orElse(true));
            return MemoryReader.page(matching, page.limit(), MemoryRuns::placeOf)
                    .map(row -> row.run);
        }
    }

    private static boolean matches(RunQuery query, EnrollerRun run) {
        return run.organization().equals(query.organization())
                && (query.plan().isEmpty() || query.plan().equals(run.plan()))
                && (query.purposes().isEmpty() || query.purposes().contains(run.purpose()))
                && (query.statuses().isEmpty() || query.statuses().contains(run.status()))
                && query.from().filter(run.createdAt()::isBefore).isEmpty()
                && query.until().map(run.createdAt()::isBefore).orElse(true);
    }

    private static PageKey placeOf(RunRow row) {
        return new PageKey(Micros.floor(row.run.createdAt()), row.run.id().value());
    }

    @Override
    public Optional<RunClaim> claim(ClaimRequest request) {
        synchronized (tables) {
            long now = Micros.floor(request.now());
            Optional<RunRow> next = rows.values().stream()
                    .filter(row -> row.isWaiting() && row.due() <= now && row.isFree(tables.leaseNow()))
                    .min(RunRow.BY_DUE);
            next.ifPresent(row -> row.claim(request.token(), until(request.lease())));
            return next.map(row -> new RunClaim(
                    row.run, new RunLease(row.run.organization(), row.run.id(), row.fence(), request.token())));
        }
    }

    private long until(Duration lease) {
        return tables.leaseNow() + TimeUnit.MICROSECONDS.convert(lease);
    }

    private Optional<RunRow> held(RunLease lease) {
        return row(lease.organization(), lease.run()).filter(row -> row.holds(lease.fence(), lease.token()));
    }

    private ApplyOutcome lost(RunLease lease) {
        return row(lease.organization(), lease.run()).isPresent() ? ApplyOutcome.STALE : ApplyOutcome.GONE;
    }

    @Override
    public RunRecord record(RunLease lease, RunChunk chunk, Duration prolong) {
        synchronized (tables) {
            Optional<RunRow> held = held(lease);
            if (held.isEmpty()) {
                return new RunRecord(lost(lease), Optional.empty());
            }
            RunRow row = held.get();
            if (row.run.chunks() >= chunk.counts().number()) {
                return new RunRecord(ApplyOutcome.ALREADY_APPLIED, Optional.of(row.run));
            }
            if (row.run.revision() != chunk.before().revision()) {
                return new RunRecord(ApplyOutcome.STALE, Optional.empty());
            }
            return new RunRecord(ApplyOutcome.APPLIED, Optional.of(record(row, chunk, until(prolong))));
        }
    }

    private EnrollerRun record(RunRow row, RunChunk chunk, long leaseUntil) {
        List<EnrollItem> items = chunk.candidates().stream()
                .map(item -> new EnrollItem(item.candidate().result(), item.enrollment()))
                .toList();
        List<EnrollmentResult> results = writer.enrollOfRun(items);
        EnrollerRun after = RunCourse.recorded(row.run, chunk.counts(), results);
        for (int i = 0; i < results.size(); i++) {
            CandidateItem item = chunk.candidates().get(i);
            row.candidates.add(item.candidate().with(results.get(i)));
        }
        row.settle(after, leaseUntil);
        return after;
    }

    @Override
    public ApplyOutcome settle(RunLease lease, EnrollerRun after, Duration prolong) {
        synchronized (tables) {
            Optional<RunRow> held = held(lease);
            if (held.isEmpty()) {
                return row(lease.organization(), lease.run())
                                .filter(row -> row.run.equals(after))
                                .isPresent()
                        ? ApplyOutcome.ALREADY_APPLIED
                        : lost(lease);
            }
            RunRow row = held.get();
            if (row.run.revision() >= after.revision()) {
                return ApplyOutcome.ALREADY_APPLIED;
            }
            row.settle(after, until(prolong));
            return ApplyOutcome.APPLIED;
        }
    }

    @Override
    public ExpiryRecord expire(RunLease lease, RunExpiries page, Duration prolong) {
        synchronized (tables) {
            Optional<RunRow> held = held(lease);
            if (held.isEmpty()) {
                return ExpiryRecord.nothing(lost(lease), Optional.empty());
            }
            RunRow row = held.get();
            if (row.run.revision() != page.before().revision()) {
                return ExpiryRecord.nothing(ApplyOutcome.ALREADY_APPLIED, Optional.of(row.run));
            }
            List<Change> applied = page.changes().stream()
                    .filter(change -> writer.apply(List.of(change)).contains(ApplyOutcome.APPLIED))
                    .toList();
            EnrollerRun after = RunCourse.expired(row.run, applied.size(), page.next());
            row.settle(after, until(prolong));
            return new ExpiryRecord(ApplyOutcome.APPLIED, Optional.of(after), applied);
        }
    }

    @Override
    public ApplyOutcome change(EnrollerRun before, EnrollerRun after) {
        synchronized (tables) {
            Optional<RunRow> found = row(before.organization(), before.id());
            if (found.isEmpty()) {
                return ApplyOutcome.GONE;
            }
            RunRow row = found.get();
            if (row.run.equals(after)) {
                return ApplyOutcome.ALREADY_APPLIED;
            }
            if (row.run.revision() != before.revision()) {
                return ApplyOutcome.STALE;
            }
            row.change(after);
            return ApplyOutcome.APPLIED;
        }
    }

    @Override
    public boolean prolong(RunLease lease, Duration by) {
        synchronized (tables) {
            Optional<RunRow> held = held(lease);
            held.ifPresent(row -> row.prolong(until(by)));
            return held.isPresent();
        }
    }

    @Override
    public void release(RunLease lease) {
        synchronized (tables) {
            held(lease).ifPresent(RunRow::release);
        }
    }

    /** Leaves of a subject what an erasure leaves; the caller holds the monitor of the tables. */
    void erase(OrganizationId organization, SubjectId subject, Erased erased) {
        rows.forEach((key, row) -> {
            if (key.organization().equals(organization)) {
                row.candidates.replaceAll(one -> one.result().subject().equals(subject)
                        ? new Candidate(
                                one.run(), one.position(), one.query(), Optional.empty(), erased.of(one.result()))
                        : one);
            }
        });
    }

    @Override
    public Optional<String> purge(PurgeRequest request) {
        RunPurgeKey from = request.after().map(RunPurgeKey::parse).orElse(RunPurgeKey.FIRST);
        synchronized (tables) {
            Optional<RunRow> next = rows.values().stream()
                    .filter(row -> row.run.organization().equals(request.organization())
                            && row.run.createdAt().isBefore(request.before()))
                    .sorted(NEWEST)
                    .filter(row -> from.before()
                            .map(key -> key.isNewerThan(placeOf(row)))
                            .orElse(true))
                    .findFirst();
            return next.map(row -> purge(row, from, request.limit()).text());
        }
    }

    private RunPurgeKey purge(RunRow row, RunPurgeKey from, int limit) {
        List<Candidate> looked = row.run.status().isTerminal()
                ? row.candidates.stream()
                        .filter(one -> one.position() > from.position())
                        .limit(limit)
                        .toList()
                : List.of();
        row.candidates.removeAll(looked.stream().filter(one -> !isNeeded(one)).toList());
        return looked.size() < limit
                ? new RunPurgeKey(0, Optional.of(placeOf(row)))
                : new RunPurgeKey(looked.get(limit - 1).position(), from.before());
    }

    private boolean isNeeded(Candidate candidate) {
        return candidate
                .result()
                .enrollment()
                .flatMap(made -> tables.row(candidate.result().organization(), made))
                .isPresent();
    }

    @Override
    public Optional<Instant> earliestDue() {
        synchronized (tables) {
            return rows.values().stream()
                    .filter(RunRow::isWaiting)
                    .min(RunRow.BY_DUE)
                    .map(row -> Micros.instant(row.due()));
        }
    }

    @Override
    public Set<SubjectId> found(OrganizationId organization, RunId run, Collection<SubjectId> subjects) {
        synchronized (tables) {
            Set<SubjectId> asked = new HashSet<>(subjects);
            return row(organization, run).stream()
                    .flatMap(row -> row.candidates.stream())
                    .map(candidate -> candidate.result().subject())
                    .filter(asked::contains)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    @Override
    public Page<Candidate> candidates(CandidateQuery query, PageRequest page) {
        long after = page.after().map(PageKey::parse).map(PageKey::position).orElse(0L);
        synchronized (tables) {
            Stream<Candidate> matching = row(query.organization(), query.run()).stream()
                    .flatMap(row -> row.candidates.stream())
                    .filter(candidate -> candidate.position() > after && matches(query, candidate));
            return MemoryReader.page(matching, page.limit(), candidate -> new PageKey(candidate.position(), ""));
        }
    }

    private static boolean matches(CandidateQuery query, Candidate candidate) {
        return (query.statuses().isEmpty() || query.statuses().contains(candidate.status()))
                && query.valid().filter(valid -> valid != candidate.valid()).isEmpty()
                && (query.check().isEmpty() || query.check().equals(candidate.failedCheck()))
                && (query.reason().isEmpty()
                        || query.reason().equals(candidate.result().refusal()));
    }

    @Override
    public Page<Candidate> candidates(OrganizationId organization, SubjectId subject, PageRequest page) {
        Optional<PageKey> after = page.after().map(PageKey::parse);
        synchronized (tables) {
            Stream<Candidate> own = rows.values().stream()
                    .filter(row -> row.run.organization().equals(organization))
                    .flatMap(row -> row.candidates.stream())
                    .filter(candidate -> candidate.result().subject().equals(subject))
                    .sorted(Comparator.comparing(MemoryRuns::keyOf).reversed())
                    .filter(one -> after.map(key -> key.isNewerThan(keyOf(one))).orElse(true));
            return MemoryReader.page(own, page.limit(), MemoryRuns::keyOf);
        }
    }

    private static PageKey keyOf(Candidate candidate) {
        long at = Micros.floor(candidate.result().at());
        return new PageKey(at, candidate.run() + "/" + candidate.result().plan());
    }
}
