package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.json.EnrollmentJson;
import io.enrollment.plan.PlanId;
import io.enrollment.report.Counter;
import io.enrollment.report.StoredEnrollment;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is stored in a database, as it is stored. */
final class JdbcAudit implements AuditStore {

    private static final String COLUMNS = """
            select e.enrollment_id, e.state, case when l.status is null then 'NOT LISTED' else e.status end, e.removed,
                   d.due_at, e.next_seq, d.first_claimed_at
              from enr_enrollment e
              left join enr_due d
                on d.organization_id = e.organization_id and d.enrollment_id = e.enrollment_id and d.shard_key = e.shard_key
              left join enr_listed l
                on l.organization_id = e.organization_id and l.plan_id = e.plan_id and l.status = e.status
               and l.removed = e.removed and l.enrolled_at = e.enrolled_at and l.enrollment_id = e.enrollment_id
               and l.shard_key = e.shard_key""";
    private static final String PAGE = COLUMNS + """

             where e.organization_id = ? and e.enrollment_id > ?
             order by e.organization_id, e.enrollment_id
             limit ?""";
    private static final String ONE = COLUMNS + """

             where e.organization_id = ? and e.enrollment_id = ?""";
    private static final String ONE_WHERE_IT_SAYS = ONE + " and e.shard_key = ?";
    private static final String OWNERS = """
            select r.reserved_key, r.owner
              from {placed} join enr_reservation r
                on r.organization_id = ? and r.scope = 'ACTIVE' and r.reserved_key = k.v and r.shard_key = k.s""";

    private record Raw(
            String id,
            String json,
            String status,
            boolean removed,
            Optional<Instant> queuedFor,
            long nextSeq,
            Instant claimed) {
        static Raw of(ResultSet row) throws SQLException {
            long due = row.getLong(5);
            boolean queued = !row.wasNull() && due != Rows.PARKED;
            return new Raw(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4) == 1,
                    queued ? Optional.of(Micros.instant(due)) : Optional.empty(),
                    row.getLong(6),
                    Micros.instant(row.getLong(7)));
        }

        /** A kept claim leaves the row where it was; what had come due by then counts as queued for its own time. */
        Optional<Instant> queuedFor(Optional<Enrollment> state) {
            Optional<Instant> due = state.map(Rows::dueAt).map(Micros::instant);
            return queuedFor.map(at -> due.filter(later -> at.isBefore(later) && !later.isAfter(claimed))
                    .orElse(at));
        }
    }

    private final Tx tx;
    private final Rows rows;
    private final Realignment realignment;

    JdbcAudit(Tx tx, Rows rows) {
        this.tx = tx;
        this.rows = rows;
        this.realignment = new Realignment(rows);
    }

    @Override
    public Page<StoredEnrollment> records(OrganizationId organization, PageRequest page) {
        String after = page.after().map(PageKey::parse).map(PageKey::id).orElse("");
        List<StoredEnrollment> found = tx.read((sql, repeated) ->
                complete(sql, organization, sql.query(PAGE, Raw::of, organization.value(), after, page.limit() + 1)));
        return JdbcReader.page(
                found, page.limit(), record -> new PageKey(0, record.id().value()));
    }

    @Override
    public Optional<StoredEnrollment> record(OrganizationId organization, EnrollmentId enrollment) {
        return tx.read((sql, repeated) -> record(sql, organization, enrollment));
    }

    private Optional<StoredEnrollment> record(Sql sql, OrganizationId organization, EnrollmentId enrollment)
            throws SQLException {
        Optional<Integer> shard = rows.shards().toldBy(enrollment);
        List<Raw> raw = shard.isEmpty()
                ? List.of()
                : sql.query(ONE_WHERE_IT_SAYS, Raw::of, organization.value(), enrollment.value(), shard.get());
        if (raw.isEmpty()) {
            raw = sql.query(ONE, Raw::of, organization.value(), enrollment.value());
        }
        return complete(sql, organization, raw).stream().findFirst();
    }

    /** Reads the states, and asks who holds the places that they would have. */
    private List<StoredEnrollment> complete(Sql sql, OrganizationId organization, List<Raw> raw) throws SQLException {
        List<StoredEnrollment> records = new ArrayList<>();
        raw.forEach(one -> records.add(read(one)));
        Map<String, String> owners = owners(sql, organization, records);
        return records.stream().map(record -> placed(record, owners)).toList();
    }

    private static StoredEnrollment read(Raw raw) {
        Optional<Enrollment> state;
        String problem = "";
        try {
            state = Optional.of(EnrollmentJson.read(raw.json()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            state = Optional.empty();
            problem = String.valueOf(e.getMessage());
        }
        if (state.isPresent() && state.get().nextSeq() != raw.nextSeq()) {
            problem = "its next log number is " + state.get().nextSeq() + " in the state and " + raw.nextSeq()
                    + " beside it";
            state = Optional.empty();
        }
        return new StoredEnrollment(
                EnrollmentId.of(raw.id()), state, problem, raw.status(), raw.removed(), raw.queuedFor(state), false);
    }

    private Map<String, String> owners(Sql sql, OrganizationId organization, List<StoredEnrollment> records)
            throws SQLException {
        Map<String, Integer> keys = new LinkedHashMap<>();
        records.stream()
                .flatMap(record -> record.state().stream())
                .forEach(state ->
                        keys.put(Shards.reservedKey(state, ""), rows.shards().of(state)));
        Map<String, String> owners = new HashMap<>();
        if (!keys.isEmpty()) {
            sql.query(
                            OWNERS,
                            row -> Map.entry(row.getString(1), row.getString(2)),
                            Sql.Placed.of(keys.entrySet(), Map.Entry::getKey, Map.Entry::getValue),
                            organization.value())
                    .forEach(owner -> owners.put(owner.getKey(), owner.getValue()));
        }
        return owners;
    }

    private static StoredEnrollment placed(StoredEnrollment record, Map<String, String> owners) {
        boolean holds = record.state()
                .map(state -> record.id().value().equals(owners.get(Shards.reservedKey(state, ""))))
                .orElse(false);
        return new StoredEnrollment(
                record.id(),
                record.state(),
                record.problem(),
                record.status(),
                record.removed(),
                record.queuedFor(),
                holds);
    }

    @Override
    public boolean realign(OrganizationId organization, StoredEnrollment seen) {
        return seen.state().isPresent()
                && tx.write(
                        (sql, repeated) -> realignment.lock(sql, seen.state().get())
                                && isAsSeen(sql, organization, seen, repeated)
                                && realignment.realign(sql, seen.state().get()));
    }

    /** When it is tried again it may have been put right already; the state must still be the one that was seen. */
    private boolean isAsSeen(Sql sql, OrganizationId organization, StoredEnrollment seen, boolean repeated)
            throws SQLException {
        Optional<StoredEnrollment> now = record(sql, organization, seen.id());
        return repeated ? now.flatMap(StoredEnrollment::state).equals(seen.state()) : now.equals(Optional.of(seen));
    }

    @Override
    public void correct(OrganizationId organization, PlanId plan, Map<Counter, Long> by) {
        tx.write((sql, repeated) -> {
            rows.counts().correct(sql, new Counts.Owner(organization, plan), by);
            return by.size();
        });
    }
}
