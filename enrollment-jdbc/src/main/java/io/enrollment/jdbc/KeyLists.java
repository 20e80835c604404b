package io.enrollment.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A query by keys, written without the table of keys: with a list of them instead, and with the shard where the keys are
 * placed, one query for each shard. Keys of several parts of a query are the same ones.
 */
final class KeyLists {

    private static final String KEYS = "{list}";
    private static final String SHARD = "{shard}";
    private static final Pattern JOIN = Pattern.compile(
            "\\{(?:keys|placed)}\\s+join\\s+(\\S+\\s+\\w+)\\s+on\\s+(.*?)(\\s*(?:\\bwhere\\b|\\border by\\b|\\bunion all\\b|\\{current}|$))",
            Pattern.DOTALL);

    /** A query with its parameters. */
    record Query(String statement, Object[] parameters) {}

    private KeyLists() {}

    /** Whether there are keys among these parameters. */
    static boolean isNeeded(Object[] parameters) {
        for (Object parameter : parameters) {
            if (parameter instanceof Sql.Keys || parameter instanceof Sql.Placed) {
                return true;
            }
        }
        return false;
    }

    /** The statement with <code>{list}</code> and <code>{shard}</code> where keys and shard are compared. */
    static String form(String statement) {
        return JOIN.matcher(statement).replaceAll(join -> {
            String on = join.group(2)
                    .replace("{key}", "= k.v")
                    .replace("= k.v", "in (" + KEYS + ")")
                    .replace("= k.s", "= " + SHARD);
            String rest = join.group(3).replaceFirst("where$", "  and");
            return join.group(1) + " where " + on + rest;
        });
    }

    /** The queries to ask one after the other, by a {@link #form} whose tables have their names. */
    static List<Query> queries(String form, Object[] parameters) {
        Map<Integer, List<String>> byShard = new TreeMap<>();
        List<Object> others = new ArrayList<>();
        for (Object parameter : parameters) {
            if (parameter instanceof Sql.Keys keys) {
                byShard.put(0, keys.texts());
            } else if (parameter instanceof Sql.Placed placed) {
                byShard.clear();
                for (int i = 0; i < placed.texts().size(); i++) {
                    byShard.computeIfAbsent(placed.shards().get(i), any -> new ArrayList<>())
                            .add(placed.texts().get(i));
                }
            } else {
                others.add(parameter);
            }
        }
        List<Query> queries = new ArrayList<>();
        byShard.forEach((shard, keys) -> {
            if (!keys.isEmpty()) {
                queries.add(query(form, padded(keys), shard, others));
            }
        });
        return queries;
    }

    /** The last key once more, up to the next power of two: few different statements come of it. */
    private static List<String> padded(List<String> keys) {
        int size = Integer.highestOneBit(Math.max(1, 2 * keys.size() - 1));
        List<String> padded = new ArrayList<>(keys);
        padded.addAll(Collections.nCopies(size - keys.size(), keys.get(keys.size() - 1)));
        return padded;
    }

    private static Query query(String form, List<String> keys, int shard, List<Object> others) {
        StringBuilder statement = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < form.length(); i++) {
            if (form.startsWith(KEYS, i)) {
                statement.append(String.join(", ", Collections.nCopies(keys.size(), "?")));
                parameters.addAll(keys);
                i += KEYS.length() - 1;
            } else if (form.startsWith(SHARD, i)) {
                statement.append('?');
                parameters.add(shard);
                i += SHARD.length() - 1;
            } else {
                if (form.charAt(i) == '?') {
                    parameters.add(others.get(next++));
                }
                statement.append(form.charAt(i));
            }
        }
        return new Query(statement.toString(), parameters.toArray());
    }
}
