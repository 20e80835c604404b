package io.enrollment.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.examples.leads.LeadGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartCommandTest {

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void leads() throws IOException {
        data = folder.resolve("data");
        new LeadGenerator(60, 7, LeadGenerator.SHIPPED_DAY).generate().write(folder);
    }

    @Test
    void it_runs_the_plans_to_their_end_and_a_second_time_sends_nothing_and_enrolls_nobody() throws IOException {
        CliRun first = quickstart();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .contains("Funnel of Welcome", "60 = ", "Reasons by count", "active 0", "Log of lead-", "read back:")
                .doesNotContain("\u001B");
        List<String> messages = messages();
        assertThat(messages).hasSizeGreaterThan(60);

        CliRun second = quickstart();
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("0 messages sent", "SUCCESS                0 = 0 + 0");
        assertThat(messages()).isEqualTo(messages);
        assertThat(summaries(second)).isEqualTo(summaries(first)).hasSize(2);
    }

    @Test
    void mail_goes_out_with_subject_line_unsubscribe_header_and_the_words_of_the_template() throws IOException {
        quickstart();
        String mail = messages().stream()
                .filter(name -> name.contains("hello"))
                .findFirst()
                .map(this::content)
                .orElseThrow();
        assertThat(mail)
                .contains(
                        "List-Unsubscribe: <https://acme.example/unsubscribe>",
                        "X-Enrollment-Plan: welcome",
                        "Message-ID: <");
    }

    @Test
    void a_bad_list_is_refused_before_anything_is_written() throws IOException {
        Files.writeString(folder.resolve("leads.csv"), "id,timeZone\n1,UTC\n2,Mars/Base\n");
        CliRun run = quickstart();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("error: ")
                .contains("line 3", "timeZone")
                .doesNotContain("\tat ");
        assertThat(data).doesNotExist();
    }

    @Test
    void a_bad_plan_is_refused_before_anything_is_written() throws IOException {
        Path plans = Files.createDirectory(folder.resolve("plans"));
        Files.writeString(plans.resolve("p.json"), """
                {"format":"enrollment-plan/1","id":"p","steps":[{"kind":"email","key":"a","template":"there-is-none"},
                 {"kind":"email","key":"c","template":"nor-is-this"}]}
                """);
        CliRun run = quickstart("--plans", plans.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("p.json", "there-is-none", "nor-is-this", "steps[1]")
                .doesNotContain("\tat ");
        assertThat(data).doesNotExist();
    }

    @Test
    void plans_of_ones_own_run_with_templates_of_ones_own() throws IOException {
        Path plans = Files.createDirectory(folder.resolve("plans"));
        Files.writeString(plans.resolve("p.json"), """
                {"format":"enrollment-plan/1","id":"mine","steps":[{"kind":"email","key":"a","template":"mine"}]}
                """);
        Files.writeString(
                plans.resolve("mine.mustache"), "Subject: From me\n\nHello {{displayName}} {{unsubscribe}}\n");
        CliRun run = quickstart("--plans", plans.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Funnel of mine", "From me");
    }

    private CliRun quickstart(String... more) {
        List<Object> args = new ArrayList<>(List.of(
                "quickstart",
                "--data",
                data,
                "--leads",
                folder.resolve("leads.csv"),
                "--consents",
                folder.resolve("consents.csv"),
                "--history",
                folder.resolve("history.csv")));
        args.addAll(List.of(more));
        return CliRun.of(args.toArray());
    }

    private List<String> messages() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.map(file -> data.relativize(file).toString())
                    .filter(name -> name.endsWith(".eml") || name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private String content(String name) {
        try {
            return Files.readString(data.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> summaries(CliRun run) {
        return run.lines().stream().filter(line -> line.startsWith("total ")).toList();
    }
}
