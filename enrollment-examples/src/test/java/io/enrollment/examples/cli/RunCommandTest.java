package io.enrollment.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.examples.leads.LeadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    private static final String LATER = "2026-03-09T15:00:00Z";

    @TempDir
    private Path folder;

    private CliRun on(String command, Object... more) {
        Stream<Object> options = Stream.of("--data", folder.resolve("data"));
        return CliRun.of(Stream.of(Stream.<Object>of(command), Stream.of(more), options)
                .flatMap(words -> words)
                .toArray());
    }

    private void database() throws IOException {
        new LeadGenerator(8, 7, LeadGenerator.SHIPPED_DAY).generate().write(folder);
        CliRun made =
                on("quickstart", "--leads", folder.resolve("leads.csv"), "--consents", folder.resolve("consents.csv"));
        assertThat(made.exitCode()).isZero();
        Files.writeString(folder.resolve("audience.csv"), """
                id,firstName,email,country
                new-1,Ann,ann@example.org,US
                new-2,Bob,,US
                lead-0001,Known,known@example.org,US
                """);
    }

    @Test
    void a_run_is_shown_listed_and_explained() throws IOException {
        database();
        Object[] audience = {"--plan", "welcome", "--audience", folder.resolve("audience.csv"), "--at", LATER};
        CliRun run = on("run", audience);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("COMPLETED", "Funnel", "QUERY_PARAM_CUSTOMERS", "3 = 3 + 0", "EMAIL_MISSING");
        List<Path> written;
        try (Stream<Path> files = Files.list(folder.resolve("data").resolve("runs"))) {
            written = files.sorted().toList();
        }
        assertThat(written)
                .extracting(file -> file.toString().replaceAll(".*\\.", ""))
                .containsExactly("json", "mmd", "svg");
        String id = written.get(0).getFileName().toString().replaceAll("run-|\\.json", "");

        assertThat(on("runs").out()).contains(id, "welcome", "COMPLETED");
        CliRun detail = on("runs", id, "--reason", "EMAIL_MISSING");
        assertThat(detail.out()).contains("new-2", "VALID_EMAIL").doesNotContain("new-1");
        assertThat(on("runs", id, "--format", "jsonl").lines()).hasSize(4);
        theIndexAndTheCandidatesAreFilteredAndPaged(id);

        CliRun why = on(
                "troubleshoot",
                "new-2",
                "--plan",
                "welcome",
                "--subjects",
                folder.resolve("audience.csv"),
                "--at",
                LATER);
        assertThat(why.exitCode()).isZero();
        assertThat(why.out())
                .contains("not eligible now", "VALID_EMAIL (EMAIL_MISSING): passes if", "RULE", "\"steps\"")
                .contains("Messages ahead, if enrolled now");
    }

    private void theIndexAndTheCandidatesAreFilteredAndPaged(String id) {
        assertThat(on("runs", "--from", LATER, "--purpose", "DEFAULT").out()).contains(id);
        assertThat(on("runs", "--until", LATER).out()).doesNotContain(id);
        assertThat(on("runs", "--purpose", "CRITERION_STATS").out()).doesNotContain(id);
        assertThat(on("runs", "--from", "yesterday").err())
                .contains("--from: \"yesterday\" is refused: must be a date");
        assertThat(on("runs", id, "--valid", "false").out()).contains("new-1", "new-2");
        assertThat(on("runs", id, "--valid", "true").out()).doesNotContain("new-1", "new-2");
        CliRun first = on("runs", id, "--limit", "1", "--format", "jsonl");
        assertThat(first.out()).contains("lead-0001").doesNotContain("new-1");
        String key = first.err().replaceAll("(?s).*--after '([^']+)'.*", "$1");
        assertThat(on("runs", id, "--limit", "1", "--format", "jsonl", "--after", key)
                        .out())
                .contains("new-1")
                .doesNotContain("lead-0001", "new-2");
    }

    @Test
    void a_run_over_the_limit_of_its_plan_waits_until_it_is_confirmed() throws IOException {
        database();
        Files.writeString(folder.resolve("careful.json"), """
                {"format": "enrollment-plan/1", "id": "careful", "audience": [{"key": "all", "when": {"present": "email"}}],
                 "runSchedule": {"cron": "30 9 1 1 *"}, "blastGuard": {"count": 0},
                 "steps": [{"key": "bye", "kind": "exit"}]}
                """);
        assertThat(on("plans", "publish", folder.resolve("careful.json")).err()).isEmpty();
        assertThat(on("plans", "list").out()).contains("careful", "-01-01T");
        Object[] audience = {"--plan", "careful", "--audience", folder.resolve("audience.csv")};
        CliRun held = on("run", audience);
        assertThat(held.out())
                .contains("2 of 2 candidates are eligible, over the limit of 0", "new-1", "run --confirm");
        String id = held.out().replaceAll("(?s).*run --confirm (\\S+) .*", "$1");
        assertThat(on("runs").out()).contains("WAITS FOR CONFIRMATION");
        CliRun done = on(
                "run",
                Stream.concat(Stream.of("--confirm", id), Stream.of(audience)).toArray());
        assertThat(done.out()).contains("COMPLETED", "2 enrolled", "confirmed by command line");
        assertThat(on("runs", on("run", audience).out().replaceAll("(?s).*run-(\\S+)\\.svg.*", "$1"), "--decline")
                        .err())
                .contains("does not wait for a confirmation");
    }

    @Test
    void a_file_that_streams_by_tells_its_bad_rows_and_goes_on() throws IOException {
        database();
        Files.writeString(folder.resolve("long.csv"), """
                id,firstName,mail,country
                s-1,Ann,ann@example.org,US
                s-2,Bob
                s-3,Cleo,cleo@example.org,US
                """);
        CliRun run = on(
                "run",
                "--plan",
                "welcome",
                "--audience",
                folder.resolve("long.csv"),
                "--stream",
                "--map",
                "mail=email");
        assertThat(run.err()).contains("long.csv, line 3: \"2 cells\" is refused: must have 4 cells", "1 bad rows of ");
        assertThat(run.out()).contains("COMPLETED", "2 = 2 + 0");
        assertThat(on("run", "--plan", "welcome", "--audience", "x", "--stream", "--history", "y")
                        .err())
                .contains("--stream: goes without --consents and --history");
    }

    @Test
    void troubleshooting_goes_by_the_history_that_a_run_goes_by() throws IOException {
        database();
        Path audience = folder.resolve("audience.csv");
        Path history = Files.writeString(folder.resolve("history.csv"), "subject,plan,at\nnew-1,other,2026-03-08\n");
        Object[] lists = {"new-1", "--plan", "welcome", "--history", history, "--at", LATER, "--subjects", audience};
        assertThat(on("troubleshoot", lists).out())
                .contains("MARKETING_EXCLUSION (MARKETING_EXCLUSION): passes by itself from 2026-04-08T04:00:00Z");
        assertThat(on("troubleshoot", "new-1", "--plan", "welcome", "--history", history)
                        .err())
                .contains("--consents and --history need --subjects");
    }

    @Test
    void what_is_not_there_is_refused_in_words() throws IOException {
        assertThat(on("runs").err()).contains("there is no database in").doesNotContain("\tat ");
        database();
        CliRun run = on("run", "--plan", "nowhere", "--audience", folder.resolve("audience.csv"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--plan: there is no published plan nowhere");
        assertThat(on("runs", "no-such-run").exitCode()).isEqualTo(2);
        assertThat(on("troubleshoot", "nobody", "--plan", "welcome").err()).contains("there is no subject nobody");
    }
}
