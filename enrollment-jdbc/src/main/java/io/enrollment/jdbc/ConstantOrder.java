package io.enrollment.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves columns that have one value out of the order of a query. Some databases need them there to see that an index has the
 * order; MariaDB before 11 takes a text for one value only where it has the very collation of the column, and otherwise sorts all
 * that an index has in order already. Pure.
 */
final class ConstantOrder {

    private static final Pattern ORDERED = Pattern.compile(
            "(?<before>\\bwhere\\s+(?<conditions>(?:(?!\\b(?:where|order by|union)\\b).)*)\\border by\\s+)"
                    + "(?<columns>[\\w.]+(?: desc)?(?:,\\s*[\\w.]+(?: desc)?)*)",
            Pattern.DOTALL);

    private static final Pattern IN_PARENTHESES = Pattern.compile("\\([^()]*\\)");

    private ConstantOrder() {}

    /** The query, ordered by what can differ between its rows; by its last column if nothing can. */
    static String leftOut(String query) {
        return ORDERED.matcher(query).replaceAll(match -> Matcher.quoteReplacement(shortened(match)));
    }

    private static String shortened(MatchResult match) {
        String before = match.group(1);
        String conditions = match.group(2);
        List<String> columns = Arrays.asList(match.group(3).split(",\\s*"));
        int first = 0;
        while (first < columns.size() - 1 && hasOneValue(columns.get(first), conditions)) {
            first++;
        }
        return before + String.join(", ", columns.subList(first, columns.size()));
    }

    /** Nothing is known of what is one of several. */
    private static boolean hasOneValue(String ordered, String conditions) {
        String column = Pattern.quote(ordered.replace(" desc", ""));
        String together = withoutParts(conditions);
        return !together.contains(" or ")
                && Pattern.compile("(?<![\\w.])" + column + " = \\?")
                        .matcher(together)
                        .find();
    }

    /** Without what is in parentheses. */
    private static String withoutParts(String conditions) {
        String inner = conditions;
        String outer = IN_PARENTHESES.matcher(inner).replaceAll("");
        while (!outer.equals(inner)) {
            inner = outer;
            outer = IN_PARENTHESES.matcher(inner).replaceAll("");
        }
        return outer;
    }
}
