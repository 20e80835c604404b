package io.enrollment.jdbc;

import io.enrollment.internal.Require;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * How the tables are called where the host wants them elsewhere: statements are written with the names of the schema scripts
 * ({@code enr_…}) and resolved once. Thread-safe.
 */
final class Names {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,40}");
    /** Every name of ours but those of indexes, which have no schema of their own. */
    private static final Pattern TABLE = Pattern.compile("\\benr_(?![a-z_]+_ix\\b)([a-z_]+)\\b");

    private static final Pattern INDEX = Pattern.compile("\\benr_(?=[a-z_]+_ix\\b)");

    private final String schema;
    private final String prefix;
    private final Map<String, String> resolved = new ConcurrentHashMap<>();

    /** With a schema, empty for that of the connection, and the prefix that stands for {@code enr_}. */
    Names(String schema, String prefix) {
        Require.that(
                schema.isEmpty() || IDENTIFIER.matcher(schema).matches(),
                "schema",
                schema,
                "be letters, digits and underscores");
        Require.that(
                prefix.isEmpty() || IDENTIFIER.matcher(prefix).matches(),
                "table prefix",
                prefix,
                "be letters, digits and underscores");
        this.schema = schema;
        this.prefix = prefix;
    }

    String schema() {
        return schema;
    }

    /** The statement with the names of the host. */
    String resolve(String statement) {
        return resolved.computeIfAbsent(statement, this::translated);
    }

    /** The statement with the names of the host and the expressions of the database. */
    String resolve(String statement, Dialect dialect) {
        return resolved.computeIfAbsent(
                statement,
                any -> translated(dialect.byIndex(any.replace("{reserve}", dialect.reserve())
                        .replace("{now}", dialect.now())
                        .replace("{keys}", dialect.keys())
                        .replace("{placed}", dialect.placed())
                        .replace("{key}", "= k.v")
                        .replace("{current}", dialect.current())
                        .replace("{inDueOrder}", dialect.inDueOrder()))));
    }

    private String translated(String statement) {
        String qualified = schema.isEmpty() ? prefix : schema + "." + prefix;
        String tables = TABLE.matcher(statement).replaceAll(match -> qualified + match.group(1));
        return INDEX.matcher(tables).replaceAll(prefix);
    }
}
