package io.enrollment.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enrollment.engine.ImportAudience;
import io.enrollment.subject.Subject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as spreadsheets and other systems write them: read for what they are, or refused with what to do. */
class SpreadsheetListsTest {

    private static final List<String> HEADER = List.of("id", "firstName", "note");

    /** Subjects, and the lines of bad rows. */
    private record Read(List<Subject> subjects, List<Long> bad) {}

    private static Read read(String name, byte[] bytes, Map<String, String> names) {
        List<Subject> subjects = new ArrayList<>();
        List<Long> bad = new ArrayList<>();
        ImportSource source = () -> new ByteArrayInputStream(bytes);
        try (ImportAudience.Rows rows = SubjectStream.of(name, source, names).open()) {
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                if (row.get() instanceof ImportAudience.Row.Good good) {
                    subjects.add(good.subject());
                } else if (row.get() instanceof ImportAudience.Row.Bad refused) {
                    bad.add(refused.line());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Read(subjects, bad);
    }

    private static Read read(String name, String text) {
        return read(name, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static InputException refusal(byte[] bytes, Map<String, String> names) {
        return Optional.ofNullable(catchThrowableOfType(InputException.class, () -> read("leads.csv", bytes, names)))
                .orElseThrow();
    }

    @Property(tries = 200)
    void how_a_spreadsheet_keeps_cells_apart_does_not_change_what_is_read(
            @ForAll @Size(min = 1, max = 6) List<@Chars({'a', ',', ';', '\t', '"', '\n', 'é', ' '}) String> cells,
            @ForAll @IntRange(max = 2) int separator,
            @ForAll @IntRange(max = 3) int blankColumns,
            @ForAll @IntRange(max = 3) int blankRows,
            @ForAll boolean declared) {
        List<List<String>> rows = IntStream.range(0, cells.size())
                .mapToObj(i -> List.of("c" + i, "Ann", cells.get(i)))
                .toList();
        String plain = table(HEADER, rows, ",", 0, 0);
        String one = List.of(",", ";", "\t").get(separator);
        String ugly = (declared ? "sep=" + one + "\r\n" : "") + table(HEADER, rows, one, blankColumns, blankRows);
        assertThat(read("leads.csv", ugly)).isEqualTo(read("leads.csv", plain));
        assertThat(read("leads.csv", plain).subjects()).hasSize(rows.size());
    }

    private static String table(
            List<String> header, List<List<String>> rows, String separator, int blankColumns, int blankRows) {
        String blanks = separator.repeat(blankColumns);
        List<String> lines = new ArrayList<>(List.of(String.join(separator, header) + blanks));
        rows.forEach(row -> lines.add(row.stream()
                        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(separator))
                + blanks));
        IntStream.range(0, blankRows).forEach(i -> lines.add(separator.repeat(2) + blanks));
        return String.join("\r\n", lines);
    }

    @Test
    void a_comma_in_the_header_wins() {
        assertThat(read("leads.csv", "id,a;b\n1,x;y\n").subjects())
                .singleElement()
                .satisfies(ann -> assertThat(ann.attributes()).containsOnlyKeys("a;b"));
        assertThat(read("leads.csv", "\"id\";\"a,b\"\n1;x\n").subjects())
                .singleElement()
                .satisfies(ann -> assertThat(ann.attributes()).containsOnlyKeys("a,b"));
    }

    @Test
    void a_row_that_ends_too_early_or_has_something_behind_the_last_column_is_bad() {
        assertThat(read("leads.csv", "sep=;\nid;a;b;;\n1;x;y\n2;x\n3;x;y;;z\n4;x;y;\n")
                        .bad())
                .containsExactly(4L, 5L);
    }

    @Test
    void lines_are_counted_however_they_end() {
        byte[] mac = "id,firstName\r1,Ann\r2,Zo\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(mac, Map.of()).line()).isEqualTo(3);
        byte[] windows = "id,firstName\r\n1,Ann\r\n2,Zo\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(windows, Map.of()).line()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\u00FF\u00FEi\u0000,UTF-16",
                "\u00FE\u00FF\u0000i,UTF-16",
                "\u001F\u008B\b\u0000,gzip",
                "PK\u0003\u0004\u0000,workbook",
                "\u00D0\u00CF\u0011\u00E0\u0000,workbook"
            })
    void what_a_file_is_instead_of_utf_8_is_said(String start, String what) {
        assertThat(refusal(start.getBytes(StandardCharsets.ISO_8859_1), Map.of())
                        .rule())
                .contains(what)
                .contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oui", "Y", "VRAI", "yes", "1", "true"})
    void a_word_for_yes_is_one(String yes) {
        assertThat(read("leads.csv", "id,optOutAll\n1," + yes).subjects())
                .singleElement()
                .satisfies(ann -> assertThat(ann.optOuts()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"non", "n", "Faux", "no", "0", "false"})
    void a_word_for_no_is_one(String no) {
        assertThat(read("leads.csv", "id,optOutAll\n1," + no).subjects())
                .singleElement()
                .satisfies(ann -> assertThat(ann.optOuts()).isEmpty());
    }

    @Test
    void a_line_of_json_that_is_too_long_is_one_bad_row() {
        String line = "{\"id\":\"%s\",\"note\":\"%s\"}\n";
        String text = line.formatted("a", "x") + line.formatted("b", "x".repeat(2_000_000)) + line.formatted("c", "x");
        Read read = read("leads.jsonl", text);
        assertThat(read.bad()).containsExactly(2L);
        assertThat(read.subjects()).extracting(one -> one.id().value()).containsExactly("a", "c");
    }

    @Test
    void two_columns_that_are_called_the_same_here_are_refused() {
        byte[] list = "id,email,E-mail\n1,a@b.example,c@d.example\n".getBytes(StandardCharsets.UTF_8);
        InputException refused = refusal(list, Map.of("E-mail", "email"));
        assertThat(refused.value()).isEqualTo("E-mail");
        assertThat(refused.column()).isEqualTo("3");
        byte[] lines = "{\"id\":\"1\",\"email\":\"a\",\"E-mail\":\"b\"}\n{\"id\":\"2\",\"E-mail\":\"b\"}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(read("leads.jsonl", lines, Map.of("E-mail", "email")).bad()).containsExactly(1L);
    }
}
