package io.enrollment.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that name many rows at once, for databases where a statement costs more than a row and that take no arrays: the
 * values of many rows to insert, and lists of ids.
 */
final class ManyRows {

    /** More are not worth more: the cost of a statement is spread thinly by then. */
    static final int MOST = 500;
    /** How many characters of text go into one statement: far from the longest packet that servers take by default. */
    static final int MOST_TEXT = 1 << 20;

    /** How many rows one condition is written for: each row is compared with half of it. */
    static final int MOST_CONDITIONS = 100;

    private static final Pattern VALUES =
            Pattern.compile("(\\s*insert\\s+into\\s.*?\\)\\s*values\\s*)(\\([^()]*\\))(.*)", Pattern.DOTALL);

    private static final Pattern ANY = Pattern.compile("\\{any (\\([^()]*\\))}");

    private ManyRows() {}

    /** Whether a statement inserts the values of one row. */
    static boolean isInsertion(String statement) {
        return VALUES.matcher(statement).matches();
    }

    /** Whether an insertion leaves alone what is there already. */
    static boolean isPlain(String insertion) {
        return !insertion.contains("on duplicate key");
    }

    /**
     * An insertion of one row, written for so many.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String inserting(String statement, int rows) {
        Matcher values = VALUES.matcher(statement);
        if (!values.matches()) {
            throw new IllegalArgumentException("no insertion of one row: " + statement);
        }
        return values.group(1) + String.join(", ", Collections.nCopies(rows, values.group(2))) + values.group(3);
    }

    /** A statement with so many parameters in the place of <code>{ids}</code>. */
    static String listing(String statement, int ids) {
        return statement.replace("{ids}", String.join(", ", Collections.nCopies(ids, "?")));
    }

    /** A statement with so many conditions, joined by {@code or}, in the place of <code>{any (…)}</code>. */
    static String anyOf(String statement, int rows) {
        return ANY.matcher(statement)
                .replaceAll(match -> "(" + String.join(" or ", Collections.nCopies(rows, match.group(1))) + ")");
    }

    /** The rows in parts that one statement can take, in their order. */
    static List<List<Object[]>> parts(List<Object[]> rows) {
        List<List<Object[]>> parts = new ArrayList<>();
        List<Object[]> part = new ArrayList<>();
        long text = 0;
        for (Object[] row : rows) {
            long more = text(row);
            if (part.size() == MOST || (!part.isEmpty() && text + more > MOST_TEXT)) {
                parts.add(part);
                part = new ArrayList<>();
                text = 0;
            }
            part.add(row);
            text += more;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    /** Ids in lists that one statement can take, in their order. */
    static List<List<String>> lists(List<String> ids) {
        List<List<String>> lists = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST) {
            lists.add(ids.subList(from, Math.min(ids.size(), from + MOST)));
        }
        return lists;
    }

    /** Parameters, and others after them. */
    static Object[] joined(Object[] parameters, Object... more) {
        Object[] all = Arrays.copyOf(parameters, parameters.length + more.length);
        System.arraycopy(more, 0, all, parameters.length, more.length);
        return all;
    }

    private static long text(Object[] row) {
        long text = 0;
        for (Object value : row) {
            text += value instanceof String string ? string.length() : 0;
        }
        return text;
    }

    /** The values of rows, one row after the other. */
    static Object[] flat(List<Object[]> rows) {
        int columns = rows.get(0).length;
        Object[] flat = new Object[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, flat, i * columns, columns);
        }
        return flat;
    }
}
