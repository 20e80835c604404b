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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What people and checks look at, in a database. Every statement names the organization. */
final class JdbcReader implements EnrollmentReader {

    /** By ids that say where they lie, and by ids that were not found so, or do not say it. */
    private static final String LOAD_WHERE_THEY_SAY = """
            select e.state
              from {placed} join enr_enrollment e
                on e.organization_id = ? and e.enrollment_id = k.v and e.shard_key = k.s""";

    private static final String LOAD = """
            select e.state
              from {keys} join enr_enrollment e on e.organization_id = ? and e.enrollment_id = k.v""";
    private static final String LOG = """
            select entry from enr_log
             where organization_id = ? and enrollment_id = ? and seq > ?{shard}
             order by organization_id, enrollment_id, seq
             limit ?""";
    private static final String DECISIONS = """
            select seq, decided_on from enr_decision
             where organization_id = ? and enrollment_id = ? and seq > ?{shard}
             order by organization_id, enrollment_id, seq
             limit ?""";
    private static final String IN_SHARD = " and shard_key = ?";
    /** What is stored, and what was removed. */
    private static final String HISTORY = """
            select e.subject_id, e.plan_id, e.event_key, e.status, e.enrolled_at, e.ended_at, e.end_cause, e.visible,
                   e.handed_off, e.enrollment_id
              from {placed} join enr_enrollment e on e.organization_id = ? and e.subject_id = k.v and e.shard_key = k.s
             union all
            select p.subject_id, p.plan_id, p.event_key, p.status, p.enrolled_at, p.ended_at, p.end_cause, p.visible,
                   p.handed_off, p.enrollment_id
              from {placed} join enr_past p on p.organization_id = ? and p.subject_id = k.v and p.shard_key = k.s
             order by 5 desc, 10 desc""";

    /** How many keys go into one statement. */
    private static final int CHUNK = 1000;
    /** From so many keys on a plan that does not fit costs more than a plan of one's own. */
    private static final int MANY = 20;

    /** What was of one subject before. */
    private record Past(SubjectId subject, PastEnrollment enrollment, long handedOff) {}

    private final Tx tx;
    private final Shards shards;
    private final Counts counts;
    private final EnrollmentLists lists;

    JdbcReader(Tx tx, Rows rows) {
        this.tx = tx;
        this.shards = rows.shards();
        this.counts = rows.counts();
        this.lists = new EnrollmentLists(tx, shards);
    }

    @Override
    public Map<EnrollmentId, Enrollment> load(OrganizationId organization, Collection<EnrollmentId> ids) {
        Set<EnrollmentId> wanted = new LinkedHashSet<>(ids);
        Map<EnrollmentId, Enrollment> found = new HashMap<>();
        Sql.Mapper<Enrollment> state = row -> EnrollmentJson.read(row.getString(1));
        List<EnrollmentId> say =
                wanted.stream().filter(id -> shards.toldBy(id).isPresent()).toList();
        inChunks(say, LOAD_WHERE_THEY_SAY, 1, this::whereTheySay, state, organization)
                .forEach(one -> found.put(one.id(), one));
        wanted.removeAll(found.keySet());
        inChunks(List.copyOf(wanted), LOAD, 1, JdbcReader::anywhere, state, organization)
                .forEach(one -> found.put(one.id(), one));
        return found;
    }

    private Object whereTheySay(List<EnrollmentId> ids) {
        return Sql.Placed.of(ids, EnrollmentId::value, id -> shards.toldBy(id).orElseThrow());
    }

    private static Object anywhere(List<EnrollmentId> ids) {
        return new Sql.Keys(ids.stream().map(EnrollmentId::value).toList());
    }

    /** Asks for so many keys at once; each part of a query takes them, and the organization. */
    private <K, T> List<T> inChunks(
            List<K> keys,
            String query,
            int parts,
            Function<List<K>, Object> parameter,
            Sql.Mapper<T> mapper,
            OrganizationId organization) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < keys.size(); i += CHUNK) {
            List<K> some = keys.subList(i, Math.min(keys.size(), i + CHUNK));
            Object chunk = parameter.apply(some);
            List<Object> parameters = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                parameters.addAll(List.of(chunk, organization.value()));
            }
            all.addAll(tx.read((sql, repeated) -> {
                if (some.size() >= MANY) {
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
        String id = enrollment.value();
        Optional<Integer> shard = shards.toldBy(enrollment);
        return tx.read((sql, repeated) -> {
            List<T> found = shard.isEmpty()
                    ? List.of()
                    : sql.query(
                            query.replace("{shard}", IN_SHARD),
                            mapper,
                            organization.value(),
                            id,
                            after,
                            shard.get(),
                            page.limit() + 1);
            return found.isEmpty()
                    ? sql.query(query.replace("{shard}", ""), mapper, organization.value(), id, after, page.limit() + 1)
                    : found;
        });
    }

    @Override
    public Map<SubjectId, SubjectHistory> history(OrganizationId organization, Collection<SubjectId> subjects) {
        List<SubjectId> keys = subjects.stream().distinct().toList();
        Map<SubjectId, List<Past>> bySubject = new HashMap<>();
        inChunks(keys, HISTORY, 2, some -> shards.placed(organization, some), JdbcReader::past, organization)
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
        subject.ifPresent(only -> {
            listing.onlyOf("subject_id", only.value());
            listing.only("shard_key", shards.of(organization, only));
        });
        plan.ifPresent(only -> listing.onlyOf("plan_id", only.value()));
        return page(listing, page, row -> EnrollmentResultJson.read(row.getString(1)), JdbcReader::keyOf);
    }

    private static PageKey keyOf(EnrollmentResult attempt) {
        return new PageKey(Micros.floor(attempt.at()), attempt.id());
    }
}
