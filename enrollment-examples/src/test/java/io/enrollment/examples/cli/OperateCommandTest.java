package io.enrollment.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at, commanding and exporting what a quickstart left behind. */
class OperateCommandTest {

    private static final String PLAN = """
            {"format": "enrollment-plan/1", "id": "letters",
             "steps": [{"kind": "email", "key": "hello", "template": "hello"},
                       {"kind": "wait", "key": "settle", "for": {"days": 2}},
                       {"kind": "email", "key": "offer", "template": "offer"}]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static String data;

    @BeforeAll
    static void aSmallQuickstart() throws IOException {
        Path leads = folder.resolve("leads.csv");
        Files.writeString(
                leads,
                "id,firstName,email,country,region,timeZone\n"
                        + "ann,Ann,ann@example.org,US,NY,America/New_York\n"
                        + "bob,=cmd,bob@example.org,US,NY,America/New_York\n");
        Path consents = folder.resolve("consents.csv");
        Files.writeString(
                consents, "subject,kind,at,evidence\nann,EXPRESS,2026-01-01,form 1\nbob,EXPRESS,2026-01-01,form 2\n");
        Path plans = Files.createDirectory(folder.resolve("plans"));
        Files.writeString(plans.resolve("letters.json"), PLAN);
        for (String template : List.of("hello", "offer")) {
            Files.writeString(plans.resolve(template + ".mustache"), "Subject: " + template + "\n\nDear {{firstName}}");
        }
        data = folder.resolve("data").toString();
        CliRun run = CliRun.of(
                "quickstart",
                "--data",
                data,
                "--plans",
                plans.toString(),
                "--leads",
                leads.toString(),
                "--consents",
                consents.toString(),
                "--record");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static CliRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data));
        return CliRun.of(all.toArray(String[]::new));
    }

    private static String idOf(String subject) {
        CliRun listed = run("enrollments", "list", "--subject", subject);
        assertThat(listed.exitCode()).as(listed.err()).isZero();
        return listed.out().lines().skip(1).findFirst().orElseThrow().split(" ")[0];
    }

    @Test
    void listsShowsAndLogs() {
        CliRun byName = run("enrollments", "list", "--plan", "letters", "--order", "name", "--limit", "1");
        assertThat(byName.out()).contains("=cmd", "COMPLETED", "3/3", "2/0/0").doesNotContain("ann");
        assertThat(byName.err()).contains("more: --after");
        assertThat(run("enrollments", "show", idOf("ann")).out()).contains("ann (Ann)", "3/3 steps (100 %)", "2 sent");
        assertThat(run("enrollments", "log", idOf("ann")).out()).contains("ENROLLED", "SENT", "WAITED", "COMPLETED");
        assertThat(run("plans", "show", "letters").out()).contains("settle", "WAITED=2");
        assertThat(run("plans", "list").out()).contains("letters", "PERSON");
    }

    @Test
    void exportsCsvThatNoSpreadsheetTakesForAFormula() throws IOException {
        Path file = folder.resolve("out.csv");
        CliRun exported = run("enrollments", "export", "--plan", "letters", "--out", file.toString());
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(Files.readString(file, StandardCharsets.UTF_8))
                .startsWith("enrollment,subject,name,")
                .contains("\"'=cmd\"");
        assertThat(run("enrollments", "export", "--plan", "letters", "--format", "json_lines")
                        .out()
                        .lines())
                .hasSize(2);
    }

    @Test
    void capturesAnEnrollmentAndDecidesItAgain() throws IOException {
        Path file = folder.resolve("ann.json");
        CliRun captured = run("enrollments", "capture", idOf("ann"), "--output", file.toString());
        assertThat(captured.exitCode()).as(captured.err()).isZero();
        assertThat(captured.err()).contains("5 of 5 log entries can be decided again");
        CliRun same = CliRun.of("enrollments", "replay", file.toString());
        assertThat(same.exitCode()).as(same.out()).isZero();
        assertThat(same.out()).contains("5 of 5 log entries decided again, all as they were");

        String written = Files.readString(file, StandardCharsets.UTF_8);
        Files.writeString(file, written.replace("\"days\": 2", "\"days\": 3"));
        CliRun other = CliRun.of("enrollments", "replay", file.toString());
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out().lines()).hasSize(1).allMatch(line -> line.contains("due: expected"));
        Files.writeString(file, written.replace("\"kind\": \"SENT\"", "\"kind\": \"HELD\""));
        assertThat(CliRun.of("enrollments", "replay", file.toString(), "--all")
                        .out()
                        .lines())
                .hasSize(2);

        CliRun masked = run("enrollments", "capture", idOf("ann"), "--mask");
        assertThat(masked.out()).contains("\"masked\": true").doesNotContain("Ann", "ann@example.org");
        Files.writeString(file, masked.out());
        assertThat(CliRun.of("enrollments", "replay", file.toString()).exitCode())
                .isZero();
    }

    @Test
    void whatIsNoCaptureIsRefused() throws IOException {
        Path file = folder.resolve("none.json");
        assertThat(CliRun.of("enrollments", "replay", file.toString()).exitCode())
                .isEqualTo(2);
        for (String text : List.of("", "{}", "[1]", PLAN)) {
            Files.writeString(file, text);
            CliRun refused = CliRun.of("enrollments", "replay", file.toString());
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err()).contains("none.json");
        }
        assertThat(run("enrollments", "capture", "nobody").exitCode()).isEqualTo(2);
    }

    @Test
    void saysWhatIsNotPossibleAndWhatDoesNotExist() {
        assertThat(run("enrollments", "pause", idOf("ann")).exitCode()).isEqualTo(1);
        CliRun preview = run("enrollments", "resume", "--preview", idOf("ann"));
        assertThat(preview.exitCode()).isZero();
        assertThat(preview.out()).contains("not possible: cannot resume an enrollment that is COMPLETED");
        assertThat(run("enrollments", "stop", "none").exitCode()).isEqualTo(2);
        assertThat(run("enrollments", "uncertain").out()).isEmpty();
        CliRun certain = run("enrollments", "resolve", idOf("ann"), "hello", "--sent");
        assertThat(certain.exitCode()).isEqualTo(2);
        assertThat(certain.err()).contains("no uncertain message of step hello");
        assertThat(run("enrollments", "resolve", idOf("ann"), "hello", "--no-sent")
                        .exitCode())
                .isEqualTo(2);
        assertThat(run("enrollments", "resolve", idOf("ann"), "hello").exitCode())
                .isEqualTo(2);
        assertThat(run("enrollments", "list").exitCode()).isEqualTo(2);
        assertThat(run("plans", "migrate", "letters", "--to", "9").exitCode()).isEqualTo(2);
        assertThat(CliRun.of(
                                "enrollments",
                                "list",
                                "--plan",
                                "x",
                                "--data",
                                folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void pausesPlansAndChannelsAndLetsThemGoOn() {
        assertThat(run("plans", "pause", "letters", "--by", "anna", "--reason", "sold out")
                        .out())
                .contains("letters  paused, 0 enrollments changed");
        assertThat(run("plans", "list").out()).contains("PLAN by anna: sold out");
        assertThat(run("plans", "resume", "letters").out()).contains("not paused");
        assertThat(run("plans", "list").out()).doesNotContain("by anna");
        assertThat(run("plans", "pause", "none").exitCode()).isEqualTo(2);
        assertThat(run("channels", "pause", "text", "--by", "anna").out()).contains("TEXT  paused");
        assertThat(run("channels", "pause", "text").out()).contains("was paused already");
        assertThat(run("channels", "list").out()).contains("CHANNEL_LIMIT by anna");
        assertThat(run("channels", "resume", "text").out()).contains("not paused, 0 messages due");
        assertThat(run("channels", "pause", "call").exitCode()).isEqualTo(2);
    }

    @Test
    void auditsAndArchives() {
        CliRun audited = run("enrollments", "audit");
        assertThat(audited.exitCode()).isZero();
        assertThat(audited.out()).contains("2 enrollments", "everything is as it must be");
        assertThat(run("plans", "archive", "letters").out()).contains("archived, 0 stopped");
        assertThat(run("plans", "archive", "letters", "--undo").out()).contains("not archived");
    }
}
