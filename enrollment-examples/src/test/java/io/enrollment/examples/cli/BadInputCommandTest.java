package io.enrollment.examples.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with the input: one clear error, exit code 2, no result, no stack trace. */
class BadInputCommandTest {

    private static final String PLAN = "{\"format\":\"enrollment-plan/1\",\"id\":\"p\",\"steps\":[%s]}";
    private static final String STEP = "{\"kind\":\"email\",\"key\":\"a\",\"template\":\"t\"}";

    @TempDir
    private Path folder;

    @Test
    void an_empty_file() throws IOException {
        assertRefused(withSubjects(""), "subjects.csv", "must not be empty");
    }

    @Test
    void another_encoding() throws IOException {
        assertRefused(withSubjects("id\nJosé\n".getBytes(ISO_8859_1)), "subjects.csv, line 2", "UTF-8");
    }

    @Test
    void a_cell_of_ten_megabytes() throws IOException {
        assertRefused(withSubjects("id\n1\n\"" + "x".repeat(10_000_000) + "\"\n"), "line 3", "100000 characters");
    }

    @Test
    void a_row_that_is_bad_after_many_good_ones() throws IOException {
        StringBuilder text = new StringBuilder("id,timeZone\n");
        for (int i = 0; i < 5000; i++) {
            text.append(i).append(",UTC\n");
        }
        assertRefused(withSubjects(text + "x,Nowhere/Land\n"), "line 5002", "\"timeZone\"", "\"Nowhere/Land\"");
    }

    @Test
    void a_date_that_does_not_exist() throws IOException {
        assertRefused(withSubjects("id,deletedAt\n1,2026-02-30\n"), "line 2", "\"2026-02-30\"", "exists");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"kind\":\"email\",\"key\":\"a\",\"template\":\"t\",\"colour\":\"red\"}|/steps/0/colour",
                "{\"kind\":\"fax\",\"key\":\"a\",\"template\":\"t\"}|/steps/0/kind",
                "{\"kind\":\"wait\",\"key\":\"a\",\"until\":{\"date\":\"2026-02-30\"}}|/steps/0/until/date",
                "{\"kind\":\"wait\",\"key\":\"a\",\"for\":{\"days\":99999999999999999999}}|/steps/0/for/days",
                "{\"kind\":\"email\",\"key\":\"a\",\"template\":\"t\",\"zone\":\"Mars/Base\"}|/steps/0/zone",
            })
    void a_step_that_cannot_be_understood(String step, String path) throws IOException {
        assertRefused(withPlan(String.format(PLAN, step)), "plan.json", path);
    }

    @Test
    void a_plan_that_is_no_json_or_not_there_at_all() throws IOException {
        assertRefused(withPlan(""), "plan.json");
        assertRefused(withPlan("{"), "plan.json", "JSON");
        assertRefused(withPlan("[".repeat(100_000)), "plan.json");
        assertRefused(withPlan(String.format(PLAN, STEP) + "x"), "plan.json");
        Files.delete(folder.resolve("plan.json"));
        CliRun run = CliRun.of("evaluate", "--plan", folder.resolve("plan.json"), "--subjects", subjects("id\n1\n"));
        assertRefused(run, "plan.json", "exists");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--at yesterday|--at",
                "--at 2026-02-29|--at",
                "--zone Mars/Base|time zone",
                "--mode SOME|SOME",
                "--format xml|xml",
                "--purpose NONE|NONE",
                "--frobnicate|--frobnicate",
            })
    void an_option_that_cannot_be_understood(String options, String words) throws IOException {
        Object[] args = ("evaluate --plan " + plan(String.format(PLAN, STEP)) + " --subjects " + subjects("id\n1\n")
                        + " " + options)
                .split(" ");
        assertRefused(CliRun.of(args), words);
    }

    @Test
    void a_command_that_is_missing_or_unknown_or_lacks_an_option() {
        assertRefused(CliRun.of(), "command");
        assertRefused(CliRun.of("frobnicate"), "frobnicate");
        assertRefused(CliRun.of("evaluate"), "--plan");
    }

    @Test
    void leads_that_would_replace_a_file() throws IOException {
        Path there = Files.writeString(folder.resolve("leads.csv"), "mine");
        assertRefused(CliRun.of("generate-leads", "--count", 5, "--out", folder), "leads.csv", "--force");
        assertThat(there).hasContent("mine");
        assertThat(folder.resolve("consents.csv")).doesNotExist();
    }

    @Test
    void help_is_no_error() {
        CliRun run = CliRun.of("evaluate", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("emailState", "optOutAll", "REFERRAL", "earliestPassAt", "Exit codes");
        assertThat(run.err()).isEmpty();
    }

    private static void assertRefused(CliRun run, String... words) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: ").contains(words).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines().filter(line -> !line.startsWith("Try: "))).hasSize(1);
    }

    private CliRun withSubjects(String text) throws IOException {
        return withSubjects(text.getBytes(UTF_8));
    }

    private CliRun withSubjects(byte[] bytes) throws IOException {
        Path subjects = Files.write(folder.resolve("subjects.csv"), bytes);
        return CliRun.of("evaluate", "--plan", plan(String.format(PLAN, STEP)), "--subjects", subjects);
    }

    private CliRun withPlan(String text) throws IOException {
        return CliRun.of("evaluate", "--plan", plan(text), "--subjects", subjects("id\n1\n"));
    }

    private Path plan(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.json"), text);
    }

    private Path subjects(String text) throws IOException {
        return Files.writeString(folder.resolve("good.csv"), text);
    }
}
