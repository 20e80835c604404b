package io.enrollment.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    @TempDir
    private Path folder;

    private Path plan;
    private Path subjects;
    private Path consents;

    @BeforeEach
    void files() throws IOException {
        plan = file("plan.json", """
                {"format":"enrollment-plan/1","id":"hello","steps":[
                  {"kind":"email","key":"hi","template":"hi"},
                  {"kind":"wait","key":"settle","for":{"businessDays":2,"at":"09:00"}},
                  {"kind":"branch","key":"which","arms":[{"when":{"field":"vip","op":"eq","value":true},"goTo":"end"}],
                   "otherwise":"again"},
                  {"kind":"email","key":"again","template":"again","after":{"days":30}},
                  {"kind":"exit","key":"end"}]}
                """);
        subjects = file("subjects.csv", """
                id,email,timeZone,vip
                ann,ann@example.com,America/Toronto,true
                bob,bob@@example.com,,
                cy,cy@example.com,Europe/Berlin,
                """);
        consents = file("consents.csv", """
                subject,kind,at,endsAt,evidence
                ann,EXPRESS,2026-01-15,,form
                cy,INQUIRY,2025-09-15,,mail
                """);
    }

    @Test
    void one_object_a_step_by_subject_in_the_order_of_the_file() {
        CliRun run = simulate("--format", "jsonl");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines().get(0))
                .isEqualTo("{\"subject\":\"ann\",\"step\":\"hi\",\"channel\":\"EMAIL\","
                        + "\"dueAt\":\"2026-03-06T15:00:00Z\",\"localTime\":\"2026-03-06T10:00:00\",\"zone\":\"America/Toronto\","
                        + "\"outcome\":\"SENT\",\"reason\":null,\"derivation\":[\"anchor 2026-03-06T10:00\"]}");
        assertThat(run.lines())
                .extracting(SimulateCommandTest::subjectStepAndOutcome)
                .containsExactly(
                        "ann hi SENT",
                        "ann settle WAITED",
                        "ann which BRANCHED",
                        "bob null NOT_ENROLLED",
                        "cy hi SENT",
                        "cy settle WAITED",
                        "cy which BRANCHED",
                        "cy again SKIPPED");
        assertThat(run.err()).contains("3 subjects = 2 enrolled + 1 not enrolled", "EMAIL_SYNTAX=1");
    }

    @Test
    void a_wait_shows_how_its_due_time_came_about() {
        assertThat(simulate("--format", "jsonl").lines().get(1))
                .contains("\"dueAt\":\"2026-03-10T13:00:00Z\"", "\"localTime\":\"2026-03-10T09:00:00\"")
                .contains("\"derivation\":[\"anchor 2026-03-06T10:00\",\"+2 business days → Tue 2026-03-10 09:00\"]");
    }

    @Test
    void a_consent_that_ends_on_the_way_skips_the_step_with_the_reason() {
        assertThat(simulate("--format", "jsonl").lines().get(7))
                .contains("\"step\":\"again\"", "\"outcome\":\"SKIPPED\"", "\"reason\":\"FAILED_IMPLIED_EXPIRED\"");
    }

    @Test
    void a_subject_that_was_not_enrolled_has_one_line_with_the_reason() {
        assertThat(simulate("--format", "jsonl").lines().get(3))
                .isEqualTo(
                        "{\"subject\":\"bob\",\"step\":null,\"channel\":null,\"dueAt\":null,\"localTime\":null,\"zone\":null,"
                                + "\"outcome\":\"NOT_ENROLLED\",\"reason\":\"EMAIL_SYNTAX\",\"derivation\":[]}");
    }

    @Test
    void nothing_happens_after_the_end() {
        CliRun run = simulate("--format", "jsonl", "--until", "2026-03-08T00:00:00Z");
        assertThat(run.lines())
                .extracting(SimulateCommandTest::subjectStepAndOutcome)
                .containsExactly("ann hi SENT", "bob null NOT_ENROLLED", "cy hi SENT");
    }

    @Test
    void the_table_shows_the_same() {
        CliRun run = simulate();
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).hasSize(9);
        assertThat(run.out()).contains("anchor 2026-03-06T10:00 → +2 business days → Tue 2026-03-10 09:00");
    }

    @Test
    void a_plan_that_cannot_be_published_is_refused_with_every_fault() throws IOException {
        plan = file("plan.json", """
                {"format":"enrollment-plan/1","id":"loop","steps":[
                  {"kind":"email","key":"hi","template":"hi"},
                  {"kind":"branch","key":"b","arms":[{"when":{"present":"x"},"goTo":"hi"}],"otherwise":"nowhere"}]}
                """);
        CliRun run = simulate();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("plan.json", "goTo", "nowhere").doesNotContain("\tat ", "Exception");
    }

    @Test
    void an_end_before_the_begin_is_refused() {
        CliRun run = simulate("--until", "2026-03-01");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("error: --until").contains("before --from");
    }

    private CliRun simulate(String... more) {
        List<Object> args = new ArrayList<>(List.of(
                "simulate",
                "--plan",
                plan,
                "--subjects",
                subjects,
                "--consents",
                consents,
                "--from",
                "2026-03-06T15:00:00Z"));
        if (!List.of(more).contains("--until")) {
            args.addAll(List.of("--until", "2027-03-06T15:00:00Z"));
        }
        args.addAll(List.of(more));
        return CliRun.of(args.toArray());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String subjectStepAndOutcome(String line) {
        return line.replaceFirst(
                ".*\"subject\":\"([^\"]*)\",\"step\":\"?([^\",]*)\"?,.*\"outcome\":\"([^\"]*)\".*", "$1 $2 $3");
    }
}
