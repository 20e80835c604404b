package io.enrollment.examples.bench;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A run written by hand for PostgreSQL: one cursor over everybody with all that the checks need, the checks with simple
 * patterns in Java, and COPY of what they give, so many at once. One thread; one transaction for each portion.
 */
final class CopyRun implements RunContestant {

    private static final String PREFIX = "copyrun_";
    private static final int AT_ONCE = 5000;
    private static final Pattern EMAIL = Pattern.compile("[^@ ]+@[^@ ]+[.][^@ ]+");
    private static final Pattern PHONE = Pattern.compile("[+]1[2-9][0-9]{9}");

    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put(
                "enrollment",
                "organization_id, enrollment_id, shard_key, plan_id, subject_id, name_key, event_key, visible, enrolled_at,"
                        + " status, removed, handed_off, next_seq, fence, state");
        COLUMNS.put("listed", "organization_id, plan_id, status, removed, enrolled_at, enrollment_id, shard_key");
        COLUMNS.put(
                "due",
                "organization_id, enrollment_id, shard_key, plan_id, due_at, lease_until, fence, first_claimed_at, unsettled,"
                        + " marked");
        COLUMNS.put("log", "organization_id, enrollment_id, seq, shard_key, kind, logged_at, settled_under, entry");
        COLUMNS.put("reservation", "organization_id, scope, reserved_key, shard_key, owner");
        COLUMNS.put(
                "candidate",
                "organization_id, subject_id, run_id, plan_id, shard_key, candidate_no, query_key, status, failed_check, reason,"
                        + " judged_at, subject_name, result");
    }

    private final RunTables tables;
    private final Map<String, StringBuilder> portion = new LinkedHashMap<>();
    private final MessageDigest sha256;

    CopyRun(RunTables tables) {
        this.tables = tables;
        COLUMNS.keySet().forEach(table -> portion.put(table, new StringBuilder()));
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String name() {
        return "hand-written COPY";
    }

    @Override
    public void prepare() throws SQLException {
        tables.prepare(PREFIX);
    }

    @Override
    public void run() throws SQLException, IOException {
        long now = PlainTables.now();
        String at = Instant.now().toString();
        try (Connection reading = tables.pool().getConnection();
                Connection writing = tables.pool().getConnection()) {
            reading.setAutoCommit(false);
            writing.setAutoCommit(false);
            stream(reading, writing, now, at);
            reading.commit();
            reading.setAutoCommit(true);
            writing.setAutoCommit(true);
        }
    }

    private void stream(Connection reading, Connection writing, long now, String at) throws SQLException, IOException {
        CopyManager copies = writing.unwrap(PGConnection.class).getCopyAPI();
        try (PreparedStatement statement =
                reading.prepareStatement(SetBasedRun.JUDGED.replace("{p}", PREFIX) + " order by p.subject_id")) {
            statement.setFetchSize(AT_ONCE);
            statement.setLong(1, SetBasedRun.monthBefore(now));
            try (ResultSet rows = statement.executeQuery()) {
                int number = 0;
                while (rows.next()) {
                    number++;
                    write(rows, number, now, at);
                    if (number % AT_ONCE == 0) {
                        copy(copies);
                        writing.commit();
                    }
                }
            }
        }
        copy(copies);
        writing.commit();
    }

    private static boolean[] passed(ResultSet row) throws SQLException {
        return new boolean[] {
            !row.getBoolean("deleted"),
            EMAIL.matcher(row.getString("email")).matches(),
            PHONE.matcher(row.getString("phone")).matches(),
            !row.getBoolean("active"),
            !row.getBoolean("repeated"),
            !row.getBoolean("excluded"),
            !row.getBoolean("opted_out"),
            row.getBoolean("consented")
        };
    }

    private void write(ResultSet row, int number, long now, String at) throws SQLException {
        boolean[] passed = passed(row);
        String failed = failed(passed);
        String subject = row.getString("subject_id");
        String name = row.getString("name");
        int shard = number % 16;
        if (failed.isEmpty()) {
            enroll(subject, name, shard, number, now, at);
        }
        String status = failed.isEmpty() ? "SUCCESS" : "ERROR";
        String reason = failed.isEmpty() ? "\\N" : failed;
        String judged =
                String.join("\t", subject, "run\taudience", shard + "\t" + number, "everybody", status, reason, reason);
        line("candidate", judged, now, name, result(subject, at, passed));
    }

    private static final List<String> CHECKS = List.of(
            "DELETED",
            "VALID_EMAIL",
            "VALID_MESSAGE",
            "ALREADY_IN_QUEUE",
            "UNIQUE_EVENT",
            "MARKETING_EXCLUSION",
            "OPT_OUT_ALL",
            "CASL");

    private static String failed(boolean[] passed) {
        for (int i = 0; i < passed.length; i++) {
            if (!passed[i]) {
                return CHECKS.get(i);
            }
        }
        return "";
    }

    private static String result(String subject, String at, boolean[] passed) {
        StringBuilder json = new StringBuilder(600);
        json.append("{\"subject\":\"")
                .append(subject)
                .append("\",\"plan\":\"audience\",\"at\":\"")
                .append(at);
        json.append("\",\"checks\":[");
        for (int i = 0; i < passed.length; i++) {
            json.append("{\"check\":\"").append(CHECKS.get(i)).append("\",\"result\":\"");
            json.append(passed[i]).append("\"},");
        }
        return json.append("{\"check\":\"VALID_PHONE\",\"result\":\"NOT_NEEDED\"}]}")
                .toString();
    }

    private void enroll(String subject, String name, int shard, int number, long now, String at) {
        String id = String.format(Locale.ROOT, "01RUN%021d", number);
        String state = "{\"id\":\"" + id + "\",\"plan\":\"audience\",\"version\":1,\"subject\":\"" + subject
                + "\",\"subjectName\":\"" + name + "\",\"status\":\"QUEUED\",\"step\":\"hello\",\"enrolledAt\":\"" + at
                + "\"}";
        String whom = String.join("\t", id, shard + "\taudience", subject, name.toLowerCase(Locale.ROOT), "default\t1");
        line("enrollment", whom, now, "QUEUED", 0, 0, 2, 0, state);
        line("listed", "audience", "QUEUED", 0, now, id, shard);
        line("due", id, shard, "audience", now, 0, 0, 0, 0, 0);
        line(
                "log",
                id,
                1,
                shard,
                "ENROLLED",
                now,
                0,
                "{\"enrollment\":\"" + id + "\",\"seq\":1,\"kind\":\"ENROLLED\"}");
        line("reservation", "ACTIVE", hash("ACTIVE" + subject), shard, id);
        line("reservation", "EVENT", hash("EVENT" + subject), shard, id);
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void line(String table, Object... values) {
        StringBuilder text = portion.computeIfAbsent(table, any -> new StringBuilder());
        text.append("default");
        for (Object value : values) {
            text.append('\t').append(value);
        }
        text.append('\n');
    }

    private void copy(CopyManager copies) throws SQLException, IOException {
        for (Map.Entry<String, StringBuilder> one : portion.entrySet()) {
            String columns = COLUMNS.get(one.getKey());
            copies.copyIn(
                    "copy " + PREFIX + one.getKey() + " (" + columns + ") from stdin",
                    new StringReader(one.getValue().toString()));
            one.getValue().setLength(0);
        }
    }

    @Override
    public Map<String, Long> outcome() throws SQLException {
        return tables.outcome(PREFIX);
    }
}
