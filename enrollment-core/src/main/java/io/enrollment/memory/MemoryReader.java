package io.enrollment.memory;

import io.enrollment.calendar.DueTime;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Micros;
import io.enrollment.internal.NameKey;
import io.enrollment.internal.PageKey;
import io.enrollment.memory.Tables.Listing;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.spi.EnrollmentOrder;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RecordedDecision;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What people and checks look at, in memory. */
final class MemoryReader implements EnrollmentReader {

    private final Tables tables;

    MemoryReader(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Map<EnrollmentId, Enrollment> load(OrganizationId organization, Collection<EnrollmentId> ids) {
        synchronized (tables) {
            Map<EnrollmentId, Enrollment> found = new LinkedHashMap<>();
            ids.forEach(id -> tables.row(organization, id).ifPresent(row -> found.put(id, row.state)));
            return found;
        }
    }

    @Override
    public Page<Enrollment> find(EnrollmentQuery query, PageRequest page) {
        Optional<PageKey> after = page.after().map(PageKey::parse);
        boolean rising = query.order() != EnrollmentOrder.NEWEST;
        Function<Row, PageKey> key = keyOf(query.order());
        synchronized (tables) {
            Stream<Row> rows = tables.listing(new Listing(query.organization(), query.plan(), query.subject())).stream()
                    .filter(row -> matches(query, row.state))
                    .filter(row -> query.order() != EnrollmentOrder.NEXT_DUE
                            || row.state.due().isPresent())
                    .filter(row -> after.map(last -> last.isNewerThan(key.apply(row)) != rising)
                            .orElse(true))
                    .filter(row -> after.filter(key.apply(row)::equals).isEmpty());
            return page(rising ? rows.sorted(Comparator.comparing(key)) : rows, page.limit(), key)
                    .map(row -> row.state);
        }
    }

    private static Function<Row, PageKey> keyOf(EnrollmentOrder order) {
        return switch (order) {
            case NEWEST -> MemoryReader::keyOf;
            case NAME -> MemoryReader::nameKeyOf;
            case NEXT_DUE -> MemoryReader::dueKeyOf;
        };
    }

    private static PageKey dueKeyOf(Row row) {
        Instant due = row.state.due().map(DueTime::at).orElse(Instant.EPOCH);
        return new PageKey(Micros.ceil(due), row.state.id().value());
    }

    private static PageKey nameKeyOf(Row row) {
        String name =
                row.state.subjectName().orElseGet(() -> row.state.subject().value());
        return PageKey.ofName(NameKey.of(name), row.state.id().value());
    }

    private static boolean matches(EnrollmentQuery query, Enrollment state) {
        return (query.includeRemoved() || !state.removed())
                && (query.statuses().isEmpty() || query.statuses().contains(state.status()));
    }

    private static PageKey keyOf(Row row) {
        return new PageKey(row.enrolledAt(), row.state.id().value());
    }

    @Override
    public Page<LogEntry> log(OrganizationId organization, EnrollmentId enrollment, PageRequest page) {
        long after = page.after().map(PageKey::parse).map(PageKey::position).orElse(0L);
        synchronized (tables) {
            List<LogEntry> log =
                    tables.row(organization, enrollment).map(row -> row.log).orElse(List.of());
            return page(
                            log.stream().filter(entry -> entry.seq() > after),
                            page.limit(),
                            (LogEntry entry) -> new PageKey(entry.seq(), ""))
                    .map(MemoryReader::plain);
        }
    }

    private static LogEntry plain(LogEntry entry) {
        LogEntry.Builder plain = LogEntry.builder();
        return entry.decidedOn().isEmpty()
                ? entry
                : plain.from(entry).decidedOn(Optional.empty()).build();
    }

    @Override
    public Page<RecordedDecision> decisions(OrganizationId organization, EnrollmentId enrollment, PageRequest page) {
        long after = page.after().map(PageKey::parse).map(PageKey::position).orElse(0L);
        synchronized (tables) {
            Stream<LogEntry> log = tables.row(organization, enrollment).map(row -> row.log).stream()
                    .flatMap(List::stream);
            return page(
                    log.filter(entry -> entry.seq() > after)
                            .flatMap(entry -> entry.decidedOn().stream()
                                    .map(document -> new RecordedDecision(entry.seq(), document))),
                    page.limit(),
                    recorded -> new PageKey(recorded.seq(), ""));
        }
    }

    @Override
    public Page<UncertainOutcome> uncertain(OrganizationId organization, PageRequest page) {
        Optional<PageKey> after = page.after().map(PageKey::parse);
        synchronized (tables) {
            Listing all = new Listing(organization, Optional.empty(), Optional.empty());
            Stream<UncertainOutcome> found = tables.listing(all).stream()
                    .flatMap(row -> uncertain(row).stream())
                    .sorted(Comparator.comparingLong((UncertainOutcome one) -> Micros.floor(one.at()))
                            .thenComparing(UncertainOutcome::id)
                            .reversed())
                    .filter(one -> after.map(key -> key.isNewerThan(keyOf(one))).orElse(true));
            return page(found, page.limit(), MemoryReader::keyOf);
        }
    }

    private static Collection<UncertainOutcome> uncertain(Row row) {
        Map<StepKey, UncertainOutcome> open = new HashMap<>();
        for (LogEntry entry : row.log) {
            if (UncertainOutcome.begins(entry)) {
                StepKey step = entry.step().orElseThrow();
                open.put(step, new UncertainOutcome(entry.enrollment(), row.state.plan(), step, entry.at()));
            } else if (UncertainOutcome.ends(entry)) {
                entry.step().ifPresent(open::remove);
            }
        }
        return open.values();
    }

    private static PageKey keyOf(UncertainOutcome one) {
        return new PageKey(Micros.floor(one.at()), one.id());
    }

    @Override
    public Map<SubjectId, SubjectHistory> history(OrganizationId organization, Collection<SubjectId> subjects) {
        synchronized (tables) {
            Map<SubjectId, SubjectHistory> histories = new HashMap<>();
            subjects.forEach(subject -> histories.put(subject, history(organization, subject)));
            return histories;
        }
    }

    private SubjectHistory history(OrganizationId organization, SubjectId subject) {
        List<Remembered> past = tables.history(organization, subject);
        return new SubjectHistory(
                past.stream().map(Remembered::past).toList(),
                past.stream().mapToLong(Remembered::handedOff).sum());
    }

    @Override
    public PlanCounts counts(OrganizationId organization, PlanId plan) {
        synchronized (tables) {
            return new PlanCounts(tables.counts(organization, plan));
        }
    }

    @Override
    public Page<EnrollmentResult> attempts(
            OrganizationId organization, Optional<PlanId> plan, Optional<SubjectId> subject, PageRequest page) {
        Optional<PageKey> after = page.after().map(PageKey::parse);
        synchronized (tables) {
            Stream<EnrollmentResult> attempts = tables.attemptListing(new Listing(organization, plan, subject)).stream()
                    .filter(one -> after.map(key -> key.isNewerThan(keyOf(one))).orElse(true));
            return page(attempts, page.limit(), MemoryReader::keyOf);
        }
    }

    private static PageKey keyOf(EnrollmentResult attempt) {
        return new PageKey(Micros.floor(attempt.at()), attempt.id());
    }

    static <T> Page<T> page(Stream<T> rows, int limit, Function<T, PageKey> key) {
        List<T> found = rows.limit(limit + 1L).toList();
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        T last = found.get(limit - 1);
        return new Page<>(found.subList(0, limit), Optional.of(key.apply(last).text()));
    }
}
