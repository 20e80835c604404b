package io.enrollment.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement for one row, written so that it takes many rows at once: one array for each parameter. It does to each of them
 * what the statement does to one, in their order; an update or deletion returns the numbers (from 1) of those that it found.
 *
 * @param text the statement
 * @param types the types of the elements of its arrays
 */
record ArrayForm(String text, List<String> types) {

    private static final Pattern INSERT =
            Pattern.compile("\\s*(insert\\s+into\\s.*?\\))\\s*values\\s*\\(([^()]*)\\)(.*)", Pattern.DOTALL);
    private static final Pattern UPDATE =
            Pattern.compile("\\s*update\\s+(\\S+)\\s+set\\s(.*)\\swhere\\s(.*)", Pattern.DOTALL);
    private static final Pattern DELETE =
            Pattern.compile("\\s*delete\\s+from\\s+(\\S+)\\s+where\\s(.*)", Pattern.DOTALL);

    /**
     * The form of a statement for rows like this one.
     *
     * @throws IllegalArgumentException if it neither inserts values nor updates nor deletes
     */
    static ArrayForm of(String statement, Object[] row) {
        List<String> types = List.of(row).stream().map(ArrayForm::type).toList();
        String rows = types.stream().map(type -> "cast(? as " + type + "[])").collect(Collectors.joining(", "));
        String columns = IntStream.rangeClosed(1, types.size())
                .mapToObj(number -> "p" + number)
                .collect(Collectors.joining(", "));
        return new ArrayForm(text(numbered(statement), rows, columns), types);
    }

    private static String text(String statement, String rows, String columns) {
        Matcher insert = INSERT.matcher(statement);
        if (insert.matches()) {
            String source = "unnest(" + rows + ") u(" + columns + ")";
            return insert.group(1) + " select " + insert.group(2) + " from " + source + insert.group(3);
        }
        String source = "unnest(" + rows + ") with ordinality u(" + columns + ", n)";
        Matcher update = UPDATE.matcher(statement);
        if (update.matches()) {
            return "update " + update.group(1) + " d set " + update.group(2) + " from " + source + " where "
                    + update.group(3) + " returning u.n";
        }
        Matcher delete = DELETE.matcher(statement);
        if (delete.matches()) {
            return "delete from " + delete.group(1) + " d using " + source + " where " + delete.group(2)
                    + " returning u.n";
        }
        throw new IllegalArgumentException("no statement for many rows: " + statement);
    }

    /** The statement with a column of the arrays in the place of each parameter. */
    private static String numbered(String statement) {
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (char c : statement.toCharArray()) {
            numbered.append(c == '?' ? "u.p" + ++number : String.valueOf(c));
        }
        return numbered.toString();
    }

    private static String type(Object parameter) {
        if (parameter instanceof Integer) {
            return "integer";
        }
        return parameter instanceof Long || parameter == Sql.Null.LONG ? "bigint" : "text";
    }

    /** One array for each parameter. */
    List<Object[]> columns(List<Object[]> rows) {
        List<Object[]> columns = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            Object[] column = array(types.get(i), rows.size());
            for (int j = 0; j < column.length; j++) {
                Object element = rows.get(j)[i];
                if (!(element instanceof Sql.Null)) {
                    column[j] = element;
                }
            }
            columns.add(column);
        }
        return columns;
    }

    private static Object[] array(String type, int length) {
        return switch (type) {
            case "integer" -> new Integer[length];
            case "bigint" -> new Long[length];
            default -> new String[length];
        };
    }
}
