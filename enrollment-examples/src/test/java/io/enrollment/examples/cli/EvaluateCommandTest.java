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

class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private Path plan;
    private Path subjects;
    private Path consents;
    private Path history;

    @BeforeEach
    void files() throws IOException {
        plan = file("plan.json", """
                {"format":"enrollment-plan/1","id":"hello","marketingExclusionDays":30,
                 "steps":[{"kind":"email","key":"hi","template":"hi"}]}
                """);
        subjects = file("subjects.csv", """
                id,type,firstName,email,deletedAt
                ann,,Ann,ann@example.com,
                bob,,Bob,bob@@example.com,
                cy,,"Cy ""C"", Jr.",cy@example.com,2026-01-01
                acme,COMPANY,,info@example.com,
                eve,,Eve,eve@example.com,
                """);
        consents = file("consents.csv", """
                subject,kind,at,evidence
                ann,EXPRESS,2026-01-15,form
                bob,EXPRESS,2026-01-15,form
                cy,EXPRESS,2026-01-15,form
                eve,EXPRESS,2026-01-15,form
                """);
        history = file("history.csv", "subject,plan,status,at\neve,sale,COMPLETED,2026-02-20\n");
    }

    @Test
    void the_organization_of_a_file_judges_and_its_zone_is_the_legal_one() throws IOException {
        Path abroad = file("abroad.json", """
                {"format":"enrollment-organization/1","name":"Abroad","country":"US","zone":"America/New_York"}
                """);
        subjects = file("subjects.csv", "id,email,country\nann,ann@example.com,US\nbea,bea@example.com,CA\n");

        CliRun run = evaluate("--organization", abroad.toString(), "--format", "jsonl");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines().get(0)).contains("NA_NOT_CANADA");
        assertThat(run.lines().get(1)).contains("FAILED_CONTENT");
    }

    @Test
    void an_organization_may_ask_for_consent_that_lasts_for_the_whole_plan() throws IOException {
        Path strict = file("strict.json", """
                {"format":"enrollment-organization/1","name":"Strict","country":"CA","zone":"America/Toronto",
                 "identification":"Strict, 1 Main St","unsubscribe":"https://strict.example/u",
                 "casl":{"lookahead":"REQUIRE_WHOLE_PLAN"}}
                """);
        plan = file("plan.json", """
                {"format":"enrollment-plan/1","id":"hello","steps":[{"kind":"email","key":"hi","template":"hi"},
                 {"kind":"wait","key":"months","for":{"months":5}},{"kind":"email","key":"bye","template":"bye"}]}
                """);
        consents = file("consents.csv", "subject,kind,at,evidence\nann,INQUIRY,2025-12-15,form\n");

        CliRun run = evaluate("--organization", strict.toString(), "--format", "jsonl");

        assertThat(run.lines().get(0))
                .contains("\"reason\":\"FAILED_LOOKAHEAD:FAILED_IMPLIED_EXPIRED\"", "\"step\":\"bye\"");
    }

    @Test
    void a_faulty_organization_is_refused_with_its_path() throws IOException {
        Path faulty = file("faulty.json", """
                {"format":"enrollment-organization/1","name":"Faulty","zone":"Mars/Base"}
                """);

        CliRun run = evaluate("--organization", faulty.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("faulty.json: /zone").contains("Mars/Base");
    }

    @Test
    void one_object_a_line_in_the_order_of_the_file() {
        CliRun run = evaluate("--format", "jsonl");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(5);
        assertThat(run.lines().get(0))
                .isEqualTo("{\"subject\":\"ann\",\"eligible\":true,\"reason\":null,\"checks\":["
                        + check("DELETED", "PASSED", "NOT_DELETED", "")
                        + "," + check("VALID_EMAIL", "PASSED", "EMAIL_OK", "")
                        + "," + check("VALID_MESSAGE", "NOT_APPLICABLE", "NOT_NEEDED", "")
                        + "," + check("VALID_PHONE", "NOT_APPLICABLE", "NOT_NEEDED", "")
                        + "," + check("ALREADY_IN_QUEUE", "PASSED", "NOT_IN_QUEUE", "")
                        + "," + check("UNIQUE_EVENT", "PASSED", "EVENT_NEW", "")
                        + "," + check("MARKETING_EXCLUSION", "PASSED", "NOT_EXCLUDED", "")
                        + "," + check("OPT_OUT_ALL", "PASSED", "NOT_OPTED_OUT", "")
                        + "," + check("CASL", "PASSED", "PASSED_EXPRESS", CASL_EVIDENCE)
                        + "]}");
    }

    private static final String CASL_EVIDENCE =
            "\"kind\":\"EXPRESS\",\"date\":\"2026-01-15\",\"zone\":\"Z\",\"rule\":\"CASL s.6(1)(a), s.10(1)\","
                    + "\"channel\":\"EMAIL\",\"step\":\"hi\"";

    private static String check(String name, String result, String reason, String evidence) {
        return "{\"check\":\"" + name + "\",\"result\":\"" + result + "\",\"reason\":\"" + reason + "\",\"evidence\":{"
                + evidence + "},\"earliestPassAt\":null}";
    }

    @Test
    void a_failure_says_why_and_when_or_how_it_would_pass() {
        CliRun run = evaluate("--format", "jsonl", "--zone", "America/Toronto");
        assertThat(run.lines().get(1))
                .startsWith("{\"subject\":\"bob\",\"eligible\":false,\"reason\":\"EMAIL_SYNTAX\",")
                .contains("\"wouldPassIf\":");
        assertThat(run.lines().get(2)).contains("\"reason\":\"SUBJECT_DELETED\"");
        assertThat(run.lines().get(3)).contains("{\"check\":\"ENTRY\",\"result\":\"FAILED\"", "SUBJECT_TYPE_MISMATCH");
        assertThat(run.lines().get(4))
                .contains(
                        "\"reason\":\"MARKETING_EXCLUSION\"",
                        "\"plan\":\"sale\"",
                        "\"earliestPassAt\":\"2026-03-23T04:00:00Z\"");
    }

    @Test
    void first_failure_stops_there_with_the_same_reason() {
        CliRun first = evaluate("--format", "jsonl", "--mode", "first_failure");
        CliRun all = evaluate("--format", "jsonl");
        assertThat(first.lines().get(1)).endsWith("\"earliestPassAt\":null}]}").doesNotContain("CASL");
        for (int i = 0; i < 5; i++) {
            assertThat(beforeChecks(first.lines().get(i)))
                    .isEqualTo(beforeChecks(all.lines().get(i)));
        }
    }

    @Test
    void the_table_adds_up() {
        CliRun run = evaluate();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("5 subjects = 1 eligible + 4 not eligible")
                .contains("Cy \"C\", Jr.")
                .doesNotContain("\u001B");
    }

    @Test
    void json_lines_and_csv_give_the_same_result() throws IOException {
        Path json = file("subjects.jsonl", """
                {"id":"ann","firstName":"Ann","email":"ann@example.com"}
                {"id":"bob","firstName":"Bob","email":"bob@@example.com"}
                {"id":"cy","firstName":"Cy \\"C\\", Jr.","email":"cy@example.com","deletedAt":"2026-01-01"}
                {"id":"acme","type":"COMPANY","email":"info@example.com"}
                {"id":"eve","firstName":"Eve","email":"eve@example.com"}
                """);
        CliRun fromCsv = evaluate("--format", "jsonl");
        subjects = json;
        assertThat(evaluate("--format", "jsonl").out()).isEqualTo(fromCsv.out());
    }

    @Test
    void an_event_key_may_come_from_any_field_and_one_that_cannot_be_a_key_is_refused_in_time() throws IOException {
        plan = file("plan.json", """
                {"format":"enrollment-plan/1","id":"sale","eventKeyAttribute":"email",
                 "steps":[{"kind":"email","key":"hi","template":"hi"}]}
                """);
        history = file("history.csv", "subject,plan,eventKey,at\neve,sale,eve@example.com,2020-01-01\n");
        assertThat(evaluate("--format", "jsonl").lines().get(4)).contains("\"reason\":\"EVENT_ALREADY_USED\"");

        subjects = file("subjects.csv", "id,email\nann,ann@example.com\nbob,\"bob\tb@example.com\"\n");
        CliRun run = evaluate("--format", "jsonl");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("subject bob", "email", "control characters");
    }

    @Test
    void a_lenient_run_says_how_many_rows_it_passed_over() throws IOException {
        subjects = file("subjects.csv", "id,timeZone\nann,UTC\nbob,Mars\n");
        CliRun run = evaluate("--lenient", "--format", "jsonl");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).hasSize(1);
        assertThat(run.err()).contains("line 3", "1 bad rows were skipped", "4 rows of the consent and history files");
    }

    private CliRun evaluate(Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "evaluate",
                "--plan",
                plan,
                "--subjects",
                subjects,
                "--consents",
                consents,
                "--history",
                history,
                "--at",
                "2026-03-02T14:00:00Z"));
        args.addAll(List.of(more));
        return CliRun.of(args.toArray());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String beforeChecks(String line) {
        return line.substring(0, line.indexOf("\"checks\""));
    }
}
