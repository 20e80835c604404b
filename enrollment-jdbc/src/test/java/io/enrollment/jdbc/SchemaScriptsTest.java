package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema scripts of all databases say the same. */
class SchemaScriptsTest {

    private static final Pattern UNIQUE = Pattern.compile("create unique index \\w+ on (\\w+) (\\([^;]*\\))");

    private static String script(String database) {
        String file = "sql/" + database + "/V001__baseline.sql";
        try (InputStream stream = Objects.requireNonNull(SchemaManager.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    /** The statements, without what each database says in words of its own: types and lengths of texts, times, and where they lie. */
    private static List<String> statements(String database) {
        return new Migration(1, "baseline", script(database))
                .statements().stream()
                        .map(statement -> statement
                                .replaceAll("(?m) (varchar|longtext)(?=,?$| not null)", " text")
                                .replaceAll("varchar\\(\\d+\\)", "varchar")
                                .replace(" collate \"C\"", "")
                                .replaceAll("applied_at .* not null", "applied_at not null")
                                .replaceAll("\\('shards', '\\d+'\\)", "('shards', n)")
                                .replaceAll("(?s)\\n\\) .*", "\n)"))
                        .toList();
    }

    @Test
    void everyDatabaseGetsTheSameTablesColumnsAndIndexes() {
        assertThat(statements("postgresql")).hasSizeGreaterThan(15);
        assertThat(statements("h2")).containsExactlyElementsOf(statements("postgresql"));
    }

    /** A table without a primary key gets a hidden one there, and a tree for it beside that of its index. */
    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void whatIsFoundByOneUniqueIndexAloneHasItAsItsKeyWhereTablesLieInTheOrderOfTheirKeys(String database) {
        List<String> expected = new ArrayList<>(statements("postgresql"));
        Matcher unique = UNIQUE.matcher(String.join(";", expected));
        assertThat(unique.find()).isTrue();
        expected.remove(unique.group());
        expected.replaceAll(statement -> statement.startsWith("create table " + unique.group(1) + " ")
                ? statement.replaceFirst("\\n\\)$", ",\n  primary key " + unique.group(2) + "\n)")
                : statement);
        assertThat(unique.find()).isFalse();
        assertThat(statements(database)).containsExactlyElementsOf(expected);
    }

    @Test
    void h2HasOneShardSoThatWhatIsDueTogetherLiesTogether() {
        assertThat(script("h2")).contains("('shards', '1')");
        assertThat(script("postgresql")).contains("('shards', '16')");
        assertThat(script("mariadb")).contains("('shards', '16')");
    }

    @Test
    void mariaDbAndMySqlDifferInTheNameOfTheCollation() {
        assertThat(script("mysql"))
                .isEqualTo(script("mariadb")
                        .replace("utf8mb4_nopad_bin", "utf8mb4_0900_bin")
                        .replace("MariaDB 10.6", "MySQL 8.0.17"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql", "mariadb", "mysql"})
    void nothingIsAPlaceholderOrACommentThatToolsTakeForACommand(String database) {
        assertThat(script(database)).doesNotContain("${").doesNotContain("/*");
    }
}
