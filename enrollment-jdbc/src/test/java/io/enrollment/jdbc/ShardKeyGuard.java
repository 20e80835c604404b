package io.enrollment.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Which statements name the shard of every row that they touch, so that a database or a driver that spreads rows by it sends
 * them to one server; and which need not, each for its reason.
 */
final class ShardKeyGuard {

    static final String COUNT_OF_SUBJECTS = "how many there are";

    /** What goes to every shard by nature, by the whole statement in one line. */
    private static final Map<Pattern, String> TO_EVERY_SHARD = Map.ofEntries(
            allowed(
                    "select state from enr_enrollment where organization_id = \\? (?!.*(subject|enrollment)_id = ).*",
                    "a list of a whole organization, or of a plan of it"),
            allowed(
                    "select e\\.state(, l\\.due_at)? from \\(select .* from enr_(listed|due) where organization_id = \\? and plan_id = .*",
                    "a list of a plan by status, or by what is due next"),
            allowed(
                    "select result from enr_attempt where organization_id = \\? (?!.*subject_id = ).*",
                    "the attempts of a whole organization, or of a plan of it"),
            allowed(
                    "select run_id, .* from enr_candidate where organization_id = \\? and run_id = .*",
                    "the candidates of a run"),
            allowed(
                    "select enrollment_id, .* from enr_uncertain where organization_id = \\? .*",
                    "the uncertain messages of a whole organization"),
            allowed(
                    "select subject_id, profile, .* from enr_subject where organization_id = \\? and (subject_id > |search_name |judged_by <> ).*",
                    "subjects of a whole organization, page by page"),
            allowed(
                    "select subject_id from enr_subject where organization_id = \\? and subject_id > .* limit 1 offset \\?",
                    "where a page of those ends"),
            allowed("select count\\(\\*\\) from enr_subject where organization_id = \\?", COUNT_OF_SUBJECTS),
            allowed(
                    "select subject_id, .* from enr_(consent|opt_out) where organization_id = \\? and subject_id >= \\? and subject_id <= .*",
                    "the ledgers of a page of those"),
            allowed(
                    "select .* from enr_count where organization_id = \\? and plan_id = \\? .*",
                    "the counts of a plan, to which every shard adds"),
            allowed(
                    "select state, visible from enr_enrollment where organization_id = \\? and enrolled_at .*",
                    "the purge, which goes by time"),
            allowed(
                    "select result, shard_key from enr_attempt where organization_id = \\? and attempted_at .*",
                    "the purge of attempts"),
            allowed(
                    "select subject_id, revision, counts_until from enr_handed_off where organization_id = \\? and subject_id > .*",
                    "the purge of places"),
            allowed(
                    "select e\\.enrollment_id, e\\.state, .* where e\\.organization_id = \\? and e\\.enrollment_id > .*",
                    "the audit of a whole organization"),
            allowed(
                    "select e\\.enrollment_id, e\\.state, .* where e\\.organization_id = \\? and e\\.enrollment_id = \\?",
                    "an id that does not say where it lies"),
            allowed(
                    "select e\\.(state|enrollment_id) from .*enr_enrollment e .*e\\.enrollment_id (= k\\.v|in ).*",
                    "ids that do not say where they lie"),
            allowed(
                    "select (entry|seq, decided_on) from enr_(log|decision) where organization_id = \\? and enrollment_id = \\? and seq > \\? .*",
                    "the log of an id that does not say where it lies"));

    private static final Pattern TABLE = Pattern.compile("create table (enr_[a-z_]+) \\(([^;]*)\\);");
    private static final Pattern TOUCHED = Pattern.compile("\\b(?:from|join|update|into)\\s+(enr_[a-z_]+)");
    private static final Pattern NAMED = Pattern.compile("\\bshard_key = (\\?|\\d+|(k|u|n|d|e|l|r)\\.\\w+)");
    private static final Set<String> TABLES = TABLE.matcher(TestDatabase.script())
            .results()
            .filter(table -> table.group(2).contains("shard_key"))
            .map(table -> table.group(1))
            .collect(Collectors.toUnmodifiableSet());

    private ShardKeyGuard() {}

    private static Map.Entry<Pattern, String> allowed(String statement, String reason) {
        return Map.entry(Pattern.compile(statement), reason);
    }

    /** The tables whose rows lie in shards. */
    static Set<String> tables() {
        return TABLES;
    }

    /** Connections on which a statement that does not say where its rows are, and is not known to have a reason, fails. */
    static DataSource watching(DataSource dataSource) {
        return Watched.by(
                new Watched.Watcher() {
                    @Override
                    public void onExecute(String statement) {
                        if (!namesTheShard(statement) && !goesToEveryShard(statement)) {
                            throw new AssertionError("names no shard: " + line(statement));
                        }
                    }
                },
                dataSource);
    }

    /** Those that neither say where their rows are nor have a reason. */
    static List<String> faults(Set<String> statements) {
        return statements.stream()
                .filter(statement -> !namesTheShard(statement) && !goesToEveryShard(statement))
                .map(ShardKeyGuard::line)
                .toList();
    }

    /** Reasons that none of these statements needs. */
    static List<String> idleReasons(Set<String> statements) {
        return TO_EVERY_SHARD.entrySet().stream()
                .filter(allowed -> statements.stream()
                        .filter(statement -> !namesTheShard(statement))
                        .noneMatch(statement ->
                                allowed.getKey().matcher(line(statement)).matches()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean goesToEveryShard(String statement) {
        String line = line(statement);
        return TO_EVERY_SHARD.keySet().stream()
                .anyMatch(allowed -> allowed.matcher(line).matches());
    }

    /** Whether it says of every table with shards where the rows are: as often as it names such a table. */
    static boolean namesTheShard(String statement) {
        String line = line(statement);
        long touched = TOUCHED.matcher(line)
                .results()
                .filter(table -> TABLES.contains(table.group(1)))
                .count();
        boolean inserts = line.startsWith("insert into");
        return touched == 0
                || (inserts
                        ? line.substring(0, line.indexOf(')')).contains("shard_key")
                        : NAMED.matcher(line).results().count() >= touched);
    }

    private static String line(String statement) {
        return statement.replaceAll("\\s+", " ").strip();
    }
}
