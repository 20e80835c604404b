package io.enrollment.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.internal.Micros;
import io.enrollment.internal.Texts;
import io.enrollment.json.ContactsJson;
import io.enrollment.json.SubjectJson;
import io.enrollment.spi.AudienceMember;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of subjects, of their consent ledgers and of their opt-outs. */
final class SubjectRows {

    private static final String ALL = "ALL";
    private static final int LONGEST_NAME = 200;
    private static final String DELETE =
            "delete from enr_subject where organization_id = ? and subject_id = ? and shard_key = ?";
    private static final String INSERT = """
            insert into enr_subject (organization_id, subject_id, shard_key, subject_type, search_name, judged_by, profile, reach)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String KNOWN_CONSENTS = """
            select c.subject_id, c.entry_hash
              from {placed} join enr_consent c on c.organization_id = ? and c.subject_id {key} and c.shard_key = k.s""";
    private static final String INSERT_CONSENT = """
            insert into enr_consent (organization_id, subject_id, entry_hash, shard_key, kind, given_at, entry)
            values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String CONSENTS = """
            select c.subject_id, c.entry
              from {placed} join enr_consent c on c.organization_id = ? and c.subject_id {key} and c.shard_key = k.s
             order by c.subject_id, c.given_at, c.entry_hash""";
    private static final String DELETE_OPT_OUT = """
            delete from enr_opt_out
             where organization_id = ? and subject_id = ? and channel = ? and reason = ? and shard_key = ?""";
    private static final String INSERT_OPT_OUT = """
            insert into enr_opt_out (organization_id, subject_id, channel, reason, shard_key, since)
            values (?, ?, ?, ?, ?, ?)""";
    private static final String OPT_OUTS = """
            select o.subject_id, o.channel, o.reason, o.since
              from {placed} join enr_opt_out o on o.organization_id = ? and o.subject_id {key} and o.shard_key = k.s
             order by o.subject_id, o.channel, o.reason""";
    private static final String CONSENTS_BETWEEN = """
            select subject_id, entry from enr_consent
             where organization_id = ? and subject_id >= ? and subject_id <= ?
             order by organization_id, subject_id, given_at, entry_hash""";
    private static final String OPT_OUTS_BETWEEN = """
            select subject_id, channel, reason, since from enr_opt_out
             where organization_id = ? and subject_id >= ? and subject_id <= ?
             order by organization_id, subject_id, channel, reason""";
    private static final String OPT_IN = """
            delete from enr_opt_out
             where organization_id = ? and subject_id = ? and channel = ? and reason in ('OPTED_OUT', 'OBJECTED')
               and shard_key = ?""";

    /** A subject as it is stored, without its ledgers. */
    record Row(String id, String profile, String judgedBy, String reach) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
        }

        /** The judgement that came with it, if the present rules made it. */
        Optional<ContactAssessment> contacts() {
            return judgedBy.equals(ContactAssessment.RULES) ? Optional.of(ContactsJson.read(reach)) : Optional.empty();
        }
    }

    private final Shards shards;

    SubjectRows(Shards shards) {
        this.shards = shards;
    }

    Shards shards() {
        return shards;
    }

    /** The ids of subjects to look for, each in its shard. */
    Sql.Placed placed(OrganizationId organization, List<String> ids) {
        return shards.placed(organization, ids.stream().map(SubjectId::of).toList());
    }

    /** Deleted and inserted anew, in the order of the ids: the same on every database, whoever else does it. */
    void replace(Sql sql, OrganizationId organization, List<Subject> subjects) throws SQLException {
        Map<SubjectId, Subject> last = new LinkedHashMap<>();
        subjects.forEach(subject -> last.put(subject.id(), subject));
        List<Subject> sorted =
                last.values().stream().sorted(Comparator.comparing(Subject::id)).toList();
        sql.batch(
                DELETE,
                sorted.stream().map(subject -> key(organization, subject.id())).toList());
        sql.batch(
                INSERT,
                sorted.stream().map(subject -> row(organization, subject)).toList());
    }

    private Object[] key(OrganizationId organization, SubjectId subject) {
        return new Object[] {organization.value(), subject.value(), shards.of(organization, subject)};
    }

    private Object[] row(OrganizationId organization, Subject subject) {
        return new Object[] {
            organization.value(),
            subject.id().value(),
            shards.of(organization, subject.id()),
            subject.type().name(),
            searchName(subject.displayName()),
            ContactAssessment.RULES,
            SubjectJson.write(subject),
            ContactsJson.write(ContactAssessment.of(subject))
        };
    }

    /** What a name is found by: lower case, not longer than the column, and nothing that a database cannot hold. */
    static String searchName(String name) {
        String lower = Texts.storable(name.strip().toLowerCase(Locale.ROOT));
        int length = lower.codePointCount(0, lower.length());
        return length <= LONGEST_NAME ? lower : lower.substring(0, lower.offsetByCodePoints(0, LONGEST_NAME));
    }

    /** What the ledgers have already, by the hash of the entry, is not added again. */
    void append(Sql sql, OrganizationId organization, Map<SubjectId, List<Consent>> added) throws SQLException {
        List<SubjectId> subjects = added.entrySet().stream()
                .filter(own -> !own.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (subjects.isEmpty()) {
            return;
        }
        Set<List<String>> known = new HashSet<>(sql.query(
                KNOWN_CONSENTS,
                row -> List.of(row.getString(1), row.getString(2)),
                shards.placed(organization, subjects),
                organization.value()));
        List<Object[]> inserted = new ArrayList<>();
        for (Map.Entry<SubjectId, List<Consent>> own : added.entrySet()) {
            for (Consent consent : own.getValue()) {
                Object[] row = row(organization, own.getKey(), consent);
                if (known.add(List.of((String) row[1], (String) row[2]))) {
                    inserted.add(row);
                }
            }
        }
        sql.batch(INSERT_CONSENT, inserted);
    }

    private Object[] row(OrganizationId organization, SubjectId subject, Consent consent) {
        String entry = SubjectJson.write(consent);
        return new Object[] {
            organization.value(),
            subject.value(),
            hash(entry),
            shards.of(organization, subject),
            consent.kind().name(),
            Micros.floor(consent.at()),
            entry
        };
    }

    private static String hash(String entry) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(entry.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One of a channel and reason; the newer entry counts. */
    void optOut(Sql sql, OrganizationId organization, Map<SubjectId, List<OptOut>> added) throws SQLException {
        Map<List<Object>, Long> last = new LinkedHashMap<>();
        added.forEach((subject, optOuts) -> optOuts.forEach(optOut -> last.put(
                List.of(
                        organization.value(),
                        subject.value(),
                        channel(optOut.channel()),
                        optOut.reason().name(),
                        shards.of(organization, subject)),
                Micros.floor(optOut.at()))));
        sql.batch(DELETE_OPT_OUT, last.keySet().stream().map(List::toArray).toList());
        List<Object[]> inserted = new ArrayList<>();
        last.forEach((key, since) -> {
            List<Object> row = new ArrayList<>(key);
            row.add(since);
            inserted.add(row.toArray());
        });
        sql.batch(INSERT_OPT_OUT, inserted);
    }

    int optIn(Sql sql, OrganizationId organization, SubjectId subject, Optional<ChannelKind> channel)
            throws SQLException {
        int shard = shards.of(organization, subject);
        return sql.update(OPT_IN, organization.value(), subject.value(), channel(channel), shard);
    }

    private static String channel(Optional<ChannelKind> channel) {
        return channel.map(Enum::name).orElse(ALL);
    }

    /** The subjects of these rows, in their order, with their ledgers. */
    List<AudienceMember> complete(Sql sql, OrganizationId organization, List<Row> found) throws SQLException {
        if (found.isEmpty()) {
            return List.of();
        }
        Sql.Placed keys = placed(organization, found.stream().map(Row::id).toList());
        return complete(
                found,
                sql.query(CONSENTS, SubjectRows::consent, keys, organization.value()),
                sql.query(OPT_OUTS, SubjectRows::optedOut, keys, organization.value()));
    }

    /** As {@link #complete}, of rows that nobody stands between: their ledgers lie side by side. */
    List<AudienceMember> completeAll(Sql sql, OrganizationId organization, List<Row> found) throws SQLException {
        if (found.isEmpty()) {
            return List.of();
        }
        Object[] between = {
            organization.value(), found.get(0).id(), found.get(found.size() - 1).id()
        };
        return complete(
                found,
                sql.query(CONSENTS_BETWEEN, SubjectRows::consent, between),
                sql.query(OPT_OUTS_BETWEEN, SubjectRows::optedOut, between));
    }

    private static List<AudienceMember> complete(
            List<Row> found, List<Map.Entry<String, Consent>> consents, List<Map.Entry<String, OptOut>> optOuts) {
        Map<String, List<Consent>> consentsOf = bySubject(consents);
        Map<String, List<OptOut>> optOutsOf = bySubject(optOuts);
        List<AudienceMember> members = new ArrayList<>(found.size());
        for (Row row : found) {
            Subject.Builder subject = SubjectJson.read(row.profile());
            subject.consents(consentsOf.getOrDefault(row.id(), List.of()))
                    .optOuts(optOutsOf.getOrDefault(row.id(), List.of()));
            members.add(new AudienceMember(subject.build(), row.contacts()));
        }
        return members;
    }

    private static <T> Map<String, List<T>> bySubject(List<Map.Entry<String, T>> entries) {
        return entries.stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Map.Entry<String, Consent> consent(ResultSet row) throws SQLException {
        return Map.entry(row.getString(1), SubjectJson.readConsent(row.getString(2)));
    }

    private static Map.Entry<String, OptOut> optedOut(ResultSet row) throws SQLException {
        return Map.entry(row.getString(1), optOut(row));
    }

    private static OptOut optOut(ResultSet row) throws SQLException {
        String channel = row.getString(2);
        return new OptOut(
                channel.equals(ALL) ? Optional.empty() : Optional.of(ChannelKind.valueOf(channel)),
                OptOut.Reason.valueOf(row.getString(3)),
                Micros.instant(row.getLong(4)));
    }
}
