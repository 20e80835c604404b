package io.enrollment.jdbc;

import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.internal.Require;
import io.enrollment.json.ContactsJson;
import io.enrollment.json.SubjectJson;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.SubjectDirectory;
import io.enrollment.spi.SubjectSearch;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.subject.SubjectType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A ready-made table of subjects, for hosts that have none of their own: with contact points that are judged once, when they
 * come in, consents as a ledger that is only added to, and opt-outs. It is the directory and the audience source of an engine.
 *
 * <p>The judgement of the contact points is kept with the version of the rules that made it; under other rules they are judged
 * anew when they are read, until {@link #rejudge} has written the new judgement down. Every call is one transaction; a batch
 * is bounded by the caller. Thread-safe.
 */
public final class JdbcSubjects implements SubjectDirectory, SubjectSearch, AudienceSource {

    private static final String FIND = """
            select s.subject_id, s.profile, s.judged_by, s.reach
              from {placed} join enr_subject s on s.organization_id = ? and s.subject_id {key} and s.shard_key = k.s""";
    private static final String NEXT = """
            select subject_id, profile, judged_by, reach from enr_subject
             where organization_id = ? and subject_id > ?
             order by organization_id, subject_id
             limit ?""";
    private static final String END = """
            select subject_id from enr_subject
             where organization_id = ? and subject_id > ?
             order by organization_id, subject_id
             limit 1 offset ?""";
    private static final String NARROWED = """
            select subject_id, profile, judged_by, reach from enr_subject
             where organization_id = ? and subject_id > ?""";
    private static final String ORDERED = " order by organization_id, subject_id limit ?";
    private static final int WINDOW = 20_000;
    private static final String COUNT = "select count(*) from enr_subject where organization_id = ?";
    private static final String STALE = """
            select subject_id, profile, judged_by, reach from enr_subject
             where organization_id = ? and judged_by <> ?
             limit ?""";
    private static final String REJUDGE = """
            update enr_subject set judged_by = ?, reach = ?
             where organization_id = ? and subject_id = ? and shard_key = ? and profile = ?""";

    private final Tx tx;
    private final SubjectRows rows;

    JdbcSubjects(Tx tx, Shards shards) {
        this.tx = tx;
        this.rows = new SubjectRows(shards);
    }

    /**
     * Adds subjects, or takes the place of those that are there with the same ids. Consents are added to the ledger, where one
     * that is there already is not added again; opt-outs are added too, and none is lifted.
     */
    public void put(OrganizationId organization, Collection<Subject> subjects) {
        List<Subject> batch = List.copyOf(subjects);
        tx.write((sql, repeated) -> {
            rows.replace(sql, organization, batch);
            rows.append(sql, organization, ledgers(batch, Subject::consents));
            rows.optOut(sql, organization, ledgers(batch, Subject::optOuts));
            return batch.size();
        });
    }

    /**
     * Adds entries to the consent ledger of a subject; what is there already is not added again.
     *
     * @throws NotFoundException if there is no such subject
     */
    public void consent(OrganizationId organization, SubjectId subject, Collection<Consent> entries) {
        List<Consent> added = List.copyOf(entries);
        tx.write((sql, repeated) -> {
            known(sql, organization, subject);
            rows.append(sql, organization, Map.of(subject, List.copyOf(added)));
            return added.size();
        });
    }

    /** By subject, in the order of the ids, which is the same for everybody who locks. */
    private static <T> Map<SubjectId, List<T>> ledgers(List<Subject> subjects, Function<Subject, List<T>> ledger) {
        Map<SubjectId, List<T>> ledgers = new TreeMap<>();
        for (Subject subject : subjects) {
            ledgers.computeIfAbsent(subject.id(), any -> new ArrayList<>()).addAll(ledger.apply(subject));
        }
        return ledgers;
    }

    /**
     * Puts an opt-out down.
     *
     * @throws NotFoundException if there is no such subject
     */
    public void optOut(OrganizationId organization, SubjectId subject, OptOut optOut) {
        tx.write((sql, repeated) -> {
            known(sql, organization, subject);
            rows.optOut(sql, organization, Map.of(subject, List.of(optOut)));
            return 1;
        });
    }

    /**
     * Lifts the subject's own opt-outs of a channel, or of all communication; entries of do-not-call registers stand.
     *
     * @return how many were lifted
     */
    public int optIn(OrganizationId organization, SubjectId subject, Optional<ChannelKind> channel) {
        return tx.write((sql, repeated) -> rows.optIn(sql, organization, subject, channel));
    }

    private void known(Sql sql, OrganizationId organization, SubjectId subject) throws SQLException {
        if (find(sql, organization, List.of(subject.value())).isEmpty()) {
            throw new NotFoundException("there is no subject " + subject);
        }
    }

    @Override
    public Collection<Subject> findAll(OrganizationId organization, Set<SubjectId> ids) {
        List<String> keys = ids.stream().map(SubjectId::value).sorted().toList();
        List<AudienceMember> found =
                tx.read((sql, repeated) -> rows.complete(sql, organization, find(sql, organization, keys)));
        return found.stream().map(AudienceMember::subject).toList();
    }

    private List<SubjectRows.Row> find(Sql sql, OrganizationId organization, List<String> keys) throws SQLException {
        return sql.query(FIND, SubjectRows.Row::of, rows.placed(organization, keys), organization.value());
    }

    /**
     * In the order of the ids. The database leaves out whom it knows not to qualify ({@link SubjectFilter}); who else does not
     * is left out here, where every condition means the same. No statement looks at more than a bounded number of rows, so
     * that a condition that holds for nobody cannot take longer than a statement may.
     */
    @Override
    public Page<AudienceMember> find(AudienceRequest request, PageRequest page) {
        OrganizationId organization = request.organization();
        Optional<SubjectFilter> filter = SubjectFilter.of(request.when());
        return tx.read((sql, repeated) -> {
                    sql.planAnew();
                    return filter.isPresent()
                            ? filtered(sql, organization, filter.get(), page)
                            : all(sql, organization, page);
                })
                .where(member -> AudienceSource.matches(request, member));
    }

    private Page<AudienceMember> all(Sql sql, OrganizationId organization, PageRequest page) throws SQLException {
        List<SubjectRows.Row> found = sql.query(
                NEXT, SubjectRows.Row::of, organization.value(), page.after().orElse(""), page.limit());
        return new Page<>(
                rows.completeAll(sql, organization, found),
                found.size() < page.limit() ? Optional.empty() : last(found));
    }

    private Page<AudienceMember> filtered(Sql sql, OrganizationId organization, SubjectFilter filter, PageRequest page)
            throws SQLException {
        String after = page.after().orElse("");
        Optional<String> end = sql.first(END, row -> row.getString(1), organization.value(), after, WINDOW - 1);
        List<Object> parameters = new ArrayList<>(List.of(organization.value(), after));
        end.ifPresent(parameters::add);
        parameters.addAll(filter.parameters());
        parameters.add(page.limit());
        String statement =
                NARROWED + (end.isPresent() ? " and subject_id <= ?" : "") + " and " + filter.sql() + ORDERED;
        List<SubjectRows.Row> found = sql.query(statement, SubjectRows.Row::of, parameters.toArray());
        return new Page<>(rows.complete(sql, organization, found), found.size() < page.limit() ? end : last(found));
    }

    private static Optional<String> last(List<SubjectRows.Row> found) {
        return Optional.of(found.get(found.size() - 1).id());
    }

    @Override
    public Optional<Long> expected(AudienceRequest request) {
        return Optional.of(tx.read((sql, repeated) -> sql.query(
                        COUNT, row -> row.getLong(1), request.organization().value()))
                .get(0));
    }

    @Override
    public Page<Subject> search(
            OrganizationId organization, String text, Optional<SubjectType> type, PageRequest page) {
        SubjectListing listing = new SubjectListing(organization, text, type, page);
        return tx.<Page<AudienceMember>>read((sql, repeated) -> {
                    Page<SubjectRows.Row> found = listing.page(sql);
                    return new Page<>(rows.complete(sql, organization, found.items()), found.next());
                })
                .map(AudienceMember::subject);
    }

    /**
     * Judges contact points anew that were judged by other rules than the present ones.
     *
     * @param limit the most subjects to look at in this call
     * @return how many were judged; fewer than the limit when none is left
     */
    public int rejudge(OrganizationId organization, int limit) {
        Require.that(limit >= 1 && limit <= 10_000, "rejudge limit", limit, "be 1 to 10000");
        return tx.write((sql, repeated) -> {
            List<SubjectRows.Row> stale =
                    sql.query(STALE, SubjectRows.Row::of, organization.value(), ContactAssessment.RULES, limit);
            List<Object[]> judged = new ArrayList<>();
            for (SubjectRows.Row row : stale) {
                Subject subject = SubjectJson.read(row.profile()).build();
                judged.add(new Object[] {
                    ContactAssessment.RULES,
                    ContactsJson.write(ContactAssessment.of(subject)),
                    organization.value(),
                    row.id(),
                    rows.shards().of(organization, subject.id()),
                    row.profile()
                });
            }
            sql.batch(REJUDGE, judged);
            return stale.size();
        });
    }
}
