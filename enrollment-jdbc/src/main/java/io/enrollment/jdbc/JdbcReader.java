package io.enrollment.jdbc;

import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.json.EnrollmentJson;
import io.enrollment.json.EnrollmentResultJson;
import io.enrollment.json.LogEntryJson;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RecordedDecision;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What people and checks look at, in a database. Every statement names the organization. */
final class JdbcReader implements EnrollmentReader {

    private static final String LOAD = """
            select e.state
              from {keys} join enr_enrollment e on e.organization_id = ? and e.enrollment_id = k.v""";
    private static final String LOG = """
            select entry from enr_log
             where organization_id = ? and enrollment_id = ? and seq > ?
             order by organization_id, enrollment_id, seq
             limit ?""";
    private static final String DECISIONS = """
            select seq, decided_on from enr_decision
             where organization_id = ? and enrollment_id = ? and seq > ?
             order by organization_id, enrollment_id, seq
             limit ?""";
    /** What is stored, and what was removed. */
    private static final String HISTORY = """
            select e.subject_id, e.plan_id, e.event_key, e.status, e.enrolled_at, e.ended_at, e.end_cause, e.visible,
                   e.handed_off, e.enrollment_id
              from {keys} join enr_enrollment e on e.organization_id = ? and e.subject_id = k.v
             union all
            select p.subject_id, p.plan_id, p.event_key, p.status, p.enrolled_at, p.ended_at, p.end_cause, p.visible,
                   p.handed_off, p.enrollment_id
              from {keys} join enr_past p on p.organization_id = ? and p.subject_id = k.v
             order by 5 desc, 10 desc""";

    /** How many keys go into one statement. */
    private static final int CHUNK = 1000;
    /** From so many keys on a plan that does not fit costs more than a plan of one's own. */
    private static final int MANY = 20;

    /** What was of one subject before. */
    private record Past(SubjectId subject, PastEnrollment enrollment, long handedOff) {}

    private final Tx tx;
    private final Counts counts;
    private final EnrollmentLists lists;

    JdbcReader(Tx tx, Counts counts) {
        this.tx = tx;
        this.counts = counts;
        this.lists = new EnrollmentLists(tx);
    }

    @Override
    public Map<EnrollmentId, Enrollment> load(OrganizationId organization, Collection<EnrollmentId> ids) {
        List<String> keys = ids.stream().map(EnrollmentId::value).distinct().toList();
        Map<EnrollmentId, Enrollment> found = new HashMap<>();
        inChunks(keys, LOAD, 1, row -> EnrollmentJson.read(row.getString(1)), organization)
                .forEach(state -> found.put(state.id(), state));
        return found;
    }

    /** Asks for so many keys at once; each part of a query takes them, and the organization. */
    private <T> List<T> inChunks(
            List<String> keys, String query, int parts, Sql.Mapper<T> mapper, OrganizationId organization) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < keys.size(); i += CHUNK) {
            Sql.Keys chunk = new Sql.Keys(keys.subList(i, Math.min(keys.size(), i + CHUNK)));
            List<Object> parameters = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                parameters.addAll(List.of(chunk, organization.value()));
            }
            all.addAll(tx.read((sql, repeated) -> {
                if (chunk.texts().size() >= MANY) {
                    sql.planAnew();
                }
                return sql.query(query, mapper, parameters.toArray());
            }));
        }
        return all;
    }

    @Override
    public Page<Enrollment> find(EnrollmentQuery query, PageRequest page) {
        return lists.find(query, page);
    }

    private <T> Page<T> page(Listing listing, PageRequest page, Sql.Mapper<T> mapper, Function<T, PageKey> key) {
        page.after().map(PageKey::parse).ifPresent(listing::after);
        return page(tx.read((sql, repeated) -> listing.read(sql, mapper, page.limit() + 1)), page.limit(), key);
    }

    /** One row more was asked for than a page holds: it tells whether there is a next one. */
    static <T> Page<T> page(List<T> found, int limit, Function<T, PageKey> key) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(key.apply(items.get(limit - 1)).text()));
    }

    @Override
    public Page<LogEntry> log(OrganizationId organization, EnrollmentId enrollment, PageRequest page) {
        List<LogEntry> found = bySeq(LOG, row -> LogEntryJson.read(row.getString(1)), organization, enrollment, page);
        return page(found, page.limit(), entry -> new PageKey(entry.seq(), ""));
    }

    @Override
    public Page<RecordedDecision> decisions(OrganizationId organization, EnrollmentId enrollment, PageRequest page) {
        List<RecordedDecision> found = bySeq(
                DECISIONS,
                row -> new RecordedDecision(row.getLong(1), row.getString(2)),
                organization,
                enrollment,
                page);
        return page(found, page.limit(), recorded -> new PageKey(recorded.seq(), ""));
    }

    @Override
    public Page<UncertainOutcome> uncertain(OrganizationId organization, PageRequest page) {
        Listing listing = Listing.of(
                "enrollment_id, plan_id, step_key, uncertain_at",
                "enr_uncertain",
                "uncertain_at",
                "uncertain_id",
                organization);
        return page(listing, page, UncertainRows::read, one -> new PageKey(Micros.floor(one.at()), one.id()));
    }

    private <T> List<T> bySeq(
            String query,
            Sql.Mapper<T> mapper,
            OrganizationId organization,
            EnrollmentId enrollment,
            PageRequest page) {
        long after = page.after().map(PageKey::parse).map(PageKey::position).orElse(0L);
        return tx.read((sql, repeated) ->
                sql.query(query, mapper, organization.value(), enrollment.value(), after, page.limit() + 1));
    }

    @Override
    public Map<SubjectId, SubjectHistory> history(OrganizationId organization, Collection<SubjectId> subjects) {
        List<String> keys = subjects.stream().map(SubjectId::value).distinct().toList();
        Map<SubjectId, List<Past>> bySubject = new HashMap<>();
        inChunks(keys, HISTORY, 2, JdbcReader::past, organization)
                .forEach(past -> bySubject
                        .computeIfAbsent(past.subject(), any -> new ArrayList<>())
                        .add(past));
        Map<SubjectId, SubjectHistory> histories = new HashMap<>();
        new HashSet<>(subjects)
                .forEach(subject -> histories.put(subject, history(bySubject.getOrDefault(subject, List.of()))));
        return histories;
    }

    private static SubjectHistory history(List<Past> past) {
        return new SubjectHistory(
                past.stream().map(Past::enrollment).toList(),
                past.stream().mapToLong(Past::handedOff).sum());
    }

    private static Past past(ResultSet row) throws SQLException {
        long endedAt = row.getLong(6);
        Optional<Instant> ended = row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(endedAt));
        PastEnrollment.Builder past = PastEnrollment.builder();
        past.plan(PlanId.of(row.getString(2)))
                .eventKey(EventKey.of(row.getString(3)))
                .status(EnrollmentStatus.valueOf(row.getString(4)))
                .enrolledAt(Micros.instant(row.getLong(5)))
                .endedAt(ended)
                .endCause(Optional.ofNullable(row.getString(7)).map(EndCause::valueOf))
                .visible(row.getInt(8) == 1);
        return new Past(SubjectId.of(row.getString(1)), past.build(), row.getLong(9));
    }

    @Override
    public PlanCounts counts(OrganizationId organization, PlanId plan) {
        return counts.read(tx, new Counts.Owner(organization, plan));
    }

    @Override
    public Page<EnrollmentResult> attempts(
            OrganizationId organization, Optional<PlanId> plan, Optional<SubjectId> subject, PageRequest page) {
        Listing listing = Listing.of("result", "enr_attempt", "attempted_at", "attempt_id", organization);
        subject.ifPresent(only -> listing.onlyOf("subject_id", only.value()));
        plan.ifPresent(only -> listing.onlyOf("plan_id", only.value()));
        return page(listing, page, row -> EnrollmentResultJson.read(row.getString(1)), JdbcReader::keyOf);
    }

    private static PageKey keyOf(EnrollmentResult attempt) {
        return new PageKey(Micros.floor(attempt.at()), attempt.id());
    }
}
