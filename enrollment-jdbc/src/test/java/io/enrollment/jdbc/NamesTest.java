package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A new table was once left out of the list of names to be replaced, and so ignored the host's prefix and schema. */
class NamesTest {

    private static final Pattern TABLE = Pattern.compile("create table (\\S+)");
    private static final Pattern INDEX = Pattern.compile("index (\\S+) on (\\S+)");

    private static String script() throws IOException {
        try (InputStream script =
                Objects.requireNonNull(NamesTest.class.getResourceAsStream("sql/postgresql/V001__baseline.sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .toList();
    }

    @Test
    void everyTableAndIndexOfTheSchemaTakesThePrefixAndOnlyTablesTheSchema() throws IOException {
        String resolved = new Names("crm", "x_").resolve(script());

        assertThat(found(TABLE, 1, resolved)).hasSizeGreaterThan(20).allMatch(name -> name.startsWith("crm.x_"));
        assertThat(found(INDEX, 1, resolved)).hasSizeGreaterThan(10).allMatch(name -> name.startsWith("x_"));
        assertThat(found(INDEX, 2, resolved)).allMatch(name -> name.startsWith("crm.x_"));
    }
}
