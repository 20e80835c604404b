package io.enrollment.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as they should not be: each is refused with its place, the value and the rule, in one line. */
class BadInputTest {

    @TempDir
    private Path folder;

    @Test
    void a_file_that_does_not_exist() {
        InputException refusal = refusal(folder.resolve("none.csv"));
        assertThat(refusal.rule()).contains("exists");
        assertThat(refusal.file()).endsWith("none.csv");
    }

    @Test
    void a_folder() {
        assertThat(refusal(folder).rule()).contains("be a file");
    }

    @Test
    void an_empty_file() throws IOException {
        assertThat(refusal("s.csv", "").rule()).isEqualTo("not be empty");
        assertThat(refusal("s.jsonl", "").rule()).isEqualTo("not be empty");
    }

    @Test
    void a_file_of_blank_lines() throws IOException {
        assertThat(refusal("s.csv", "\n\n\n").rule()).contains("header");
        assertThat(refusal("s.jsonl", "\n \n").rule()).contains("object");
    }

    @Test
    void another_encoding_than_utf_8() throws IOException {
        InputException refusal = refusal("s.csv", "id,firstName\n1,Ann\n2,José\n".getBytes(ISO_8859_1));
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.value()).isEqualTo("byte 0xE9 at offset 24");
        assertThat(refusal.rule()).contains("UTF-8");
    }

    @Test
    void utf_16() throws IOException {
        assertThat(refusal("s.csv", "id\n1\n".getBytes(UTF_16)).rule()).contains("UTF-8");
        assertThat(refusal("s.csv", "id\n1\n".getBytes(java.nio.charset.StandardCharsets.UTF_16LE))
                        .rule())
                .contains("UTF-16");
    }

    @Test
    void a_cut_off_character_at_the_end() throws IOException {
        byte[] bytes = "id\n1é".getBytes(UTF_8);
        assertThat(refusal("s.csv", java.util.Arrays.copyOf(bytes, bytes.length - 1))
                        .line())
                .isEqualTo(2);
    }

    @Test
    void a_cell_of_ten_megabytes() throws IOException {
        InputException refusal = refusal("s.csv", "id,note\n1,a\n2,\"" + "x".repeat(10_000_000) + "\"\n");
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.column()).isEqualTo("2");
        assertThat(refusal.rule()).contains("100000 characters");
    }

    @Test
    void a_quote_that_is_never_closed() throws IOException {
        InputException refusal = refusal("s.csv", "id,note\n1,\"a\nb\n2,c\n");
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.rule()).contains("closed");
    }

    @Test
    void text_behind_a_closing_quote() throws IOException {
        InputException refusal = refusal("s.csv", "id,note\n1,ok\n2,\"a\"b\n");
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.rule()).contains("closing quote");
    }

    @Test
    void rows_behind_a_cell_with_line_breaks_are_counted_right() throws IOException {
        assertThat(refusal("s.csv", "id,timeZone\n\"1\r\n\r\n\",UTC\n").line()).isEqualTo(2);
        assertThat(refusal("s.csv", "id,n,timeZone\n1,\"a\n\nb\n\",UTC\n\n2,x,Mars\n")
                        .line())
                .isEqualTo(7);
        assertThat(refusal("s.csv", "id,n,timeZone\n1,\"a\r\nb\",Mars\n").line())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email|1|id|have this column",
                "id,email,email|1|3|once",
                "id,,email|1|2|column name",
            })
    void a_header_that_cannot_be_understood(String header, long line, String column, String rule) throws IOException {
        InputException refusal = refusal("s.csv", header + "\n1,2,3\n");
        assertThat(refusal.line()).isEqualTo(line);
        assertThat(refusal.column()).isEqualTo(column);
        assertThat(refusal.rule()).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type|ALIEN|PERSON, COMPANY",
                "emailState|BROKEN|OK, BOUNCED, SUPPRESSED",
                "emailState|DEACTIVATED|OK, BOUNCED, SUPPRESSED",
                "phoneState|?|DEACTIVATED",
                "country|CAN|alpha-2",
                "country|ZZ|alpha-2",
                "region|Ontario|ISO 3166-2",
                "region|US-ON|ISO 3166-2",
                "timeZone|America/Springfield|time zone",
                "timeZone|+25:00|time zone",
                "locale|english please|language tag",
                "deletedAt|2026-02-30|exists",
                "deletedAt|2026-01-01T25:00:00Z|exists",
                "deletedAt|yesterday|date",
                "deletedAt|+1000000000-01-01T00:00:00Z|date",
                "optOutAll|maybe|true, false",
                "optOutAll|2025-02-29|true, false",
            })
    void a_cell_that_breaks_its_rule(String column, String value, String rule) throws IOException {
        String header = column.equals("country") ? "id,name,country" : "id,country," + column;
        InputException refusal = refusal("s.csv", header + "\n1,CA,\n2,CA," + value + "\n");
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.column()).isEqualTo(column);
        assertThat(refusal.value()).isEqualTo(value);
        assertThat(refusal.rule()).contains(rule);
        assertThat(refusal.getMessage()).doesNotContain("\n").contains("line 3", column);
    }

    @Test
    void a_row_of_another_width() throws IOException {
        assertThat(refusal("s.csv", "id,email\n1,a@example.com\n2\n").rule()).contains("2 cells");
        assertThat(refusal("s.csv", "id,email\n1,a,b\n").value()).isEqualTo("3 cells");
    }

    @Test
    void an_id_that_stands_twice_is_refused_with_both_lines() throws IOException {
        InputException refusal = refusal("s.csv", "id\n1\n2\n1\n");
        assertThat(refusal.line()).isEqualTo(4);
        assertThat(refusal.rule()).contains("line 2");
    }

    @Test
    void an_id_that_is_missing_or_has_control_characters() throws IOException {
        assertThat(refusal("s.csv", "id,name\n,Ann\n").rule()).contains("present");
        assertThat(refusal("s.csv", "id\n\"a\tb\"\n").rule()).contains("control characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[1]||one JSON object",
                "{\"id\":\"1\",}||well-formed",
                "{\"id\":\"1\"} {\"id\":\"2\"}||nothing behind",
                "{\"id\":\"1\",\"id\":\"2\"}||uplicate",
                "{\"id\":\"1\",\"a\":{\"b\":1}}|a|array of texts",
                "{\"id\":\"1\",\"a\":[\"x\",[1]]}|a[1]|text",
                "{\"id\":\"1\",\"a\":[1]}|a[0]|text",
                "{\"id\":\"1\",\"a\":NaN}||well-formed",
                "{\"id\":\"1\",\"a\":1e999999999}|a|exponent",
                "{\"id\":\"1\",\"country\":true}|country|text",
                "{\"id\":\"1\",\"a\":\"\\ud800\"}|a|well-formed text",
                "{\"id\":\"1\",\"\":\"x\"}||name",
                "{\"email\":\"x\"}|id|present",
            })
    void a_line_of_json_that_cannot_be_understood(String json, String column, String rule) throws IOException {
        InputException refusal = refusal("s.jsonl", "{\"id\":\"0\"}\n" + json + "\n");
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isEqualTo(column == null ? "" : column);
        assertThat(refusal.rule()).contains(rule);
        assertThat(refusal.getMessage()).doesNotContain("\n");
    }

    @Test
    void json_that_is_nested_deeply_or_has_huge_numbers_or_lines() throws IOException {
        assertThat(refusal("s.jsonl", "{\"id\":\"1\",\"a\":" + "[".repeat(400_000))
                        .line())
                .isEqualTo(1);
        assertThat(refusal("s.jsonl", "{\"id\":\"1\",\"a\":" + "9".repeat(5_000) + "}")
                        .line())
                .isEqualTo(1);
        assertThat(refusal("s.jsonl", "{\"id\":\"1\",\"a\":\"" + "x".repeat(200_000) + "\"}")
                        .line())
                .isEqualTo(1);
        assertThat(refusal("s.jsonl", "{\"id\":\"1\",\"a\":\"" + "x".repeat(2_000_000) + "\"}")
                        .rule())
                .contains("characters a line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject,kind,at,colour|1,EXPRESS,2026-01-01,red|1|colour",
                "subject,kind|1,EXPRESS|1|at",
                "subject,kind,at|1,PROMISE,2026-01-01|2|kind",
                "subject,kind,at|1,EXPRESS,2026-02-30|2|at",
                "subject,kind,at|1,EXPRESS,|2|at",
                "subject,kind,at,endsAt|1,CONTRACT,2026-02-02,2026-02-01|2|endsAt",
                "subject,kind,at,channel|1,EXPRESS,2026-02-02,PIGEON|2|channel",
                "subject,kind,at,optIn|1,EXPRESS,2026-02-02,perhaps|2|optIn",
            })
    void a_consent_that_cannot_be_understood(String header, String row, long line, String column) throws IOException {
        Path subjects = Files.writeString(folder.resolve("s.csv"), "id\n1\n");
        Path consents = Files.writeString(folder.resolve("c.csv"), header + "\n" + row + "\n");
        InputException refusal = catchThrowableOfType(
                InputException.class, () -> reader().read(subjects, Optional.of(consents), Optional.empty()));
        assertThat(refusal.line()).isEqualTo(line);
        assertThat(refusal.column()).isEqualTo(column);
        assertThat(refusal.file()).endsWith("c.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject,plan,status,at|1,p,NAPPING,2026-01-01|status",
                "subject,plan,status,at|1,,COMPLETED,2026-01-01|plan",
                "subject,plan,status,at|1,p,COMPLETED,|at",
                "subject,plan,at,endedAt|1,p,2026-02-02,2026-02-01|endedAt",
            })
    void an_earlier_enrollment_that_cannot_be_understood(String header, String row, String column) throws IOException {
        Path subjects = Files.writeString(folder.resolve("s.csv"), "id\n1\n");
        Path history = Files.writeString(folder.resolve("h.csv"), header + "\n" + row + "\n");
        InputException refusal = catchThrowableOfType(
                InputException.class, () -> reader().read(subjects, Optional.empty(), Optional.of(history)));
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isEqualTo(column);
    }

    private InputException refusal(String name, String text) throws IOException {
        return refusal(name, text.getBytes(UTF_8));
    }

    private InputException refusal(String name, byte[] bytes) throws IOException {
        return refusal(Files.write(folder.resolve(name), bytes));
    }

    private static InputException refusal(Path file) {
        return catchThrowableOfType(
                InputException.class, () -> reader().read(file, Optional.empty(), Optional.empty()));
    }

    private static SubjectListReader reader() {
        return new SubjectListReader(ZoneOffset.UTC, false);
    }
}
