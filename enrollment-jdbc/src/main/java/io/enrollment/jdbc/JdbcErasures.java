package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.Erased;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Micros;
import io.enrollment.json.CandidateResultJson;
import io.enrollment.json.EnrollmentJson;
import io.enrollment.json.EnrollmentResultJson;
import io.enrollment.json.LogEntryJson;
import io.enrollment.spi.Erasure;
import io.enrollment.spi.ErasureStore;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Erasing subjects in a database. */
final class JdbcErasures implements ErasureStore {

    private static final String STATES = """
            select state from enr_enrollment
             where organization_id = ? and subject_id = ? and shard_key = ?
               for update""";
    private static final String UPDATE_STATE = """
            update enr_enrollment set subject_id = ?, name_key = ?, event_key = ?, state = ?
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String ENTRIES = """
            select entry from enr_log
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String UPDATE_ENTRY = """
            update enr_log set entry = ?
             where organization_id = ? and enrollment_id = ? and seq = ? and shard_key = ?""";
    private static final String ATTEMPTS = """
            select result from enr_attempt
             where organization_id = ? and subject_id = ? and shard_key = ?""";
    private static final String UPDATE_ATTEMPT = """
            update enr_attempt set subject_id = ?, result = ?
             where organization_id = ? and attempt_id = ? and shard_key = ?""";
    private static final String CANDIDATES = """
            select run_id, {result} from enr_candidate
             where organization_id = ? and subject_id = ? and shard_key = ?""".replace("{result}", RunRows.RESULT);
    private static final String UPDATE_CANDIDATE = """
            update enr_candidate set subject_id = ?, subject_name = null, result = ?
             where organization_id = ? and subject_id = ? and run_id = ? and plan_id = ? and shard_key = ?""";
    private static final String VACATE = """
            delete from enr_reservation
             where organization_id = ? and scope = ? and reserved_key = ? and shard_key = ? and owner = ?""";
    private static final String THAW = """
            delete from enr_frozen
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String FORGET_DECISIONS = """
            delete from enr_decision
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    /** The ready-made table of subjects, where the host uses it, and what else is kept for each subject. */
    private static final List<String> SUBJECT_TABLES =
            List.of("enr_subject", "enr_consent", "enr_opt_out", "enr_past", "enr_handed_off");

    private static final String FORGET = "delete from enr_tombstone where organization_id = ? and hash = ?";
    private static final String REMEMBER = """
            insert into enr_tombstone (organization_id, hash, erased_at)
            values (?, ?, ?)""";
    private static final String KNOWN = """
            select t.hash
              from {keys} join enr_tombstone t on t.organization_id = ? and t.hash {key}""";

    /** How many hashes go into one statement. */
    private static final int CHUNK = 1000;

    private record Found(String run, EnrollmentResult result) {}

    private final Tx tx;
    private final Rows rows;

    JdbcErasures(Tx tx, Rows rows) {
        this.tx = tx;
        this.rows = rows;
    }

    @Override
    public boolean erase(Erasure erasure) {
        int shard = rows.shards().of(erasure.organization(), erasure.subject());
        Erased erased = new Erased(tombstone(erasure, shard), erasure.hash());
        return tx.write((sql, repeated) -> erase(sql, erasure, erased, shard));
    }

    /** An id that lies in the same shard as the rows do, so that they are found there. */
    private SubjectId tombstone(Erasure erasure, int shard) {
        for (int i = 0; ; i++) {
            SubjectId tombstone = SubjectId.of(erasure.tombstone() + "-" + i);
            if (rows.shards().of(erasure.organization(), tombstone) == shard) {
                return tombstone;
            }
        }
    }

    private boolean erase(Sql sql, Erasure erasure, Erased erased, int shard) throws SQLException {
        String organization = erasure.organization().value();
        String subject = erasure.subject().value();
        List<Enrollment> states =
                sql.query(STATES, row -> EnrollmentJson.read(row.getString(1)), organization, subject, shard);
        if (states.stream().anyMatch(state -> !state.status().isTerminal())) {
            return false;
        }
        remember(sql, erasure);
        for (Enrollment state : states) {
            state(sql, state, erased, shard);
        }
        attempts(sql, organization, subject, erased, shard);
        candidates(sql, organization, subject, erased, shard);
        for (String table : SUBJECT_TABLES) {
            sql.update(
                    "delete from " + table + " where organization_id = ? and subject_id = ? and shard_key = ?",
                    organization,
                    subject,
                    shard);
        }
        return true;
    }

    private static void remember(Sql sql, Erasure erasure) throws SQLException {
        List<Object[]> keys = erasure.hashes().stream()
                .sorted()
                .map(hash -> new Object[] {erasure.organization().value(), hash})
                .toList();
        sql.batch(FORGET, keys);
        long at = Micros.floor(erasure.at());
        sql.batch(
                REMEMBER,
                keys.stream().map(key -> new Object[] {key[0], key[1], at}).toList());
    }

    private void state(Sql sql, Enrollment state, Erased erased, int shard) throws SQLException {
        Enrollment left = erased.of(state);
        String organization = state.organization().value();
        String id = state.id().value();
        sql.update(
                UPDATE_STATE,
                left.subject().value(),
                Rows.nameKey(left),
                left.eventKey().value(),
                Rows.stored(sql, left),
                organization,
                id,
                shard);
        sql.update(THAW, organization, id, shard);
        sql.update(FORGET_DECISIONS, organization, id, shard);
        for (String memory : List.of("once", "event:" + state.eventKey().value())) {
            sql.update(VACATE, rows.reservation(state, Rows.EVENT, memory));
        }
        List<Object[]> entries = new ArrayList<>();
        for (LogEntry entry : sql.query(ENTRIES, row -> LogEntryJson.read(row.getString(1)), organization, id, shard)) {
            entries.add(new Object[] {LogEntryJson.write(erased.of(entry)), organization, id, entry.seq(), shard});
        }
        sql.batch(UPDATE_ENTRY, entries);
    }

    private static void attempts(Sql sql, String organization, String subject, Erased erased, int shard)
            throws SQLException {
        List<Object[]> attempts = new ArrayList<>();
        for (EnrollmentResult attempt :
                sql.query(ATTEMPTS, row -> EnrollmentResultJson.read(row.getString(1)), organization, subject, shard)) {
            EnrollmentResult left = erased.of(attempt);
            attempts.add(new Object[] {
                left.subject().value(), EnrollmentResultJson.write(left), organization, attempt.id(), shard
            });
        }
        sql.batch(UPDATE_ATTEMPT, attempts);
    }

    private static void candidates(Sql sql, String organization, String subject, Erased erased, int shard)
            throws SQLException {
        List<Object[]> candidates = new ArrayList<>();
        List<Found> found = sql.query(
                CANDIDATES, row -> new Found(row.getString(1), RunRows.result(row)), organization, subject, shard);
        for (Found one : found) {
            EnrollmentResult left = erased.of(one.result());
            candidates.add(new Object[] {
                left.subject().value(),
                CandidateResultJson.write(left),
                organization,
                subject,
                one.run(),
                left.plan().value(),
                shard
            });
        }
        sql.batch(UPDATE_CANDIDATE, candidates);
    }

    @Override
    public Set<String> erased(OrganizationId organization, Collection<String> hashes) {
        List<String> all = List.copyOf(hashes);
        Set<String> known = new HashSet<>();
        for (int i = 0; i < all.size(); i += CHUNK) {
            Sql.Keys keys = new Sql.Keys(all.subList(i, Math.min(all.size(), i + CHUNK)));
            known.addAll(
                    tx.read((sql, repeated) -> sql.query(KNOWN, row -> row.getString(1), keys, organization.value())));
        }
        return known;
    }
}
