package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.json.PlanJson;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.PlanStore;
import io.enrollment.subject.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Plans and their versions in a database. */
final class JdbcPlans implements PlanStore {

    private static final String FIND = """
            select version, content_hash, published_at, definition from enr_plan_version
             where organization_id = ? and plan_id = ? and version = ?""";
    private static final String NEWEST = """
            select version, content_hash, published_at, definition from enr_plan_version
             where organization_id = ? and plan_id = ?
             order by organization_id desc, plan_id desc, version desc
             limit 1""";
    private static final String ALL = """
            select version, content_hash, published_at, definition from enr_plan_version p
             where organization_id = ?
               and version = (select max(version) from enr_plan_version n
                               where n.organization_id = p.organization_id and n.plan_id = p.plan_id)""";
    private static final String INSERT = """
            insert into enr_plan_version (organization_id, plan_id, version, content_hash, published_at, definition)
            values (?, ?, ?, ?, ?, ?)""";

    private static final String UNARCHIVE = "delete from enr_archived_plan where organization_id = ? and plan_id = ?";
    private static final String ARCHIVE = """
            insert into enr_archived_plan (organization_id, plan_id, archived_at)
            values (?, ?, ?)""";
    private static final String ARCHIVED = """
            select archived_at from enr_archived_plan
             where organization_id = ? and plan_id = ?""";

    private final Tx tx;

    JdbcPlans(Tx tx) {
        this.tx = tx;
    }

    @Override
    public void archive(OrganizationId organization, PlanId plan, Optional<Instant> at) {
        tx.write((sql, repeated) -> {
            int changed = sql.update(UNARCHIVE, organization.value(), plan.value());
            if (at.isPresent()) {
                changed += sql.update(ARCHIVE, organization.value(), plan.value(), Micros.floor(at.get()));
            }
            return changed;
        });
    }

    @Override
    public Optional<Instant> archivedAt(OrganizationId organization, PlanId plan) {
        return tx.read((sql, repeated) ->
                sql.first(ARCHIVED, row -> Micros.instant(row.getLong(1)), organization.value(), plan.value()));
    }

    @Override
    public PlanVersion publish(OrganizationId organization, Plan plan, String contentHash, Instant at) {
        AtomicInteger tried = new AtomicInteger();
        return tx.write((sql, repeated) -> {
            Optional<PlanVersion> known = known(sql, organization, plan, contentHash, tried.get());
            if (known.isPresent()) {
                return known.get();
            }
            int version = newest(sql, organization, plan.id())
                            .map(PlanVersion::version)
                            .orElse(0)
                    + 1;
            PlanVersion published = new PlanVersion(plan, version, contentHash, Micros.instant(Micros.floor(at)));
            tried.set(version);
            insert(sql, organization, published);
            return published;
        });
    }

    /** The newest version if it is the same, or what an earlier try of this call published, whatever came after it. */
    private static Optional<PlanVersion> known(
            Sql sql, OrganizationId organization, Plan plan, String contentHash, int tried) throws SQLException {
        Optional<PlanVersion> known = tried > 0 ? find(sql, organization, plan.id(), tried) : Optional.empty();
        Optional<PlanVersion> same = known.filter(one -> one.contentHash().equals(contentHash));
        return same.isPresent()
                ? same
                : newest(sql, organization, plan.id())
                        .filter(one -> one.contentHash().equals(contentHash));
    }

    private static void insert(Sql sql, OrganizationId organization, PlanVersion published) throws SQLException {
        sql.update(
                INSERT,
                organization.value(),
                published.id().value(),
                published.version(),
                published.contentHash(),
                Micros.floor(published.publishedAt()),
                PlanJson.canonical(published.plan()));
    }

    @Override
    public Optional<PlanVersion> find(OrganizationId organization, PlanId plan, int version) {
        return tx.read((sql, repeated) -> find(sql, organization, plan, version));
    }

    private static Optional<PlanVersion> find(Sql sql, OrganizationId organization, PlanId plan, int version)
            throws SQLException {
        return sql.first(FIND, JdbcPlans::version, organization.value(), plan.value(), version);
    }

    @Override
    public Optional<PlanVersion> newest(OrganizationId organization, PlanId plan) {
        return tx.read((sql, repeated) -> newest(sql, organization, plan));
    }

    private static Optional<PlanVersion> newest(Sql sql, OrganizationId organization, PlanId plan) throws SQLException {
        return sql.first(NEWEST, JdbcPlans::version, organization.value(), plan.value());
    }

    @Override
    public List<PlanVersion> all(OrganizationId organization) {
        List<PlanVersion> found = tx.read((sql, repeated) -> sql.query(ALL, JdbcPlans::version, organization.value()));
        return found.stream().sorted(Comparator.comparing(PlanVersion::id)).toList();
    }

    private static PlanVersion version(ResultSet row) throws SQLException {
        return new PlanVersion(
                PlanJson.readStored(row.getString(4)), row.getInt(1), row.getString(2), Micros.instant(row.getLong(3)));
    }
}
