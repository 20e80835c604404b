package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Plans of MariaDB and MySQL. */
abstract class MariaDbPlansContract extends StatementPlansContract {

    private static final Pattern COMPARED = Pattern.compile("(\\w+) ?(<=|>=|=|<|>) ?\\?");

    /** Where {@code explain} has table, type of access, index, and extra. */
    abstract List<Integer> columns();

    @Override
    List<String> analyze() {
        return List.of(
                "analyze table enr_due, enr_enrollment, enr_listed, enr_log, enr_decision, enr_uncertain, enr_attempt, enr_reservation, enr_plan_version, enr_count,"
                        + " enr_frozen, enr_candidate, enr_subject, enr_consent, enr_opt_out, enr_handed_off, enr_pause, enr_checkpoint, enr_tombstone, enr_archived_plan, enr_schedule, enr_run,"
                        + " enr_export, enr_run_reason");
    }

    /** With the columns table, type of access, index, and extra. Without values the server makes no plan, and of a chunk of one row none that says anything. */
    @Override
    String plan(String statement) {
        AtomicInteger number = new AtomicInteger(100);
        String valued = COMPARED.matcher(statement)
                .replaceAll(match -> match.group(1) + " " + match.group(2) + " "
                        + usual(match.group(1)).replace("100", String.valueOf(number.getAndIncrement())))
                .replace("candidate_no <= 1", "candidate_no <= 2000")
                .replace("limit ?", "limit 100")
                .replace("organization_id in (?, ?)", "organization_id in ('org', 'org')")
                .replaceAll("enrollment_id in \\(([^)]*)\\)", "enrollment_id in ('e-1', 'e-2', 'e-3')")
                .replace("json_table(convert(?", "json_table(convert('[\"e-1\",\"e-2\",\"e-3\"]'")
                .replace("?", "1");
        return rows(dataSource(), "explain " + valued, columns().get(3) + 1)
                .lines()
                .map(this::shortened)
                .reduce("", (a, b) -> a + b + "\n");
    }

    private String shortened(String line) {
        String[] cells = line.split(" \\| ", -1);
        return columns().stream().map(column -> cells[column]).collect(Collectors.joining(" | "));
    }

    private static String usual(String column) {
        return switch (column) {
            case "organization_id" -> "'org'";
            case "enrollment_id" -> "'e-15000'";
            case "plan_id" -> "'plan-7'";
            case "subject_id" -> "'sub-77'";
            case "run_id" -> "'r-15000'";
            case "export_id" -> "'x-15000'";
            case "failed_check" -> "'CASL'";
            case "reason" -> "'X'";
            case "reason_start" -> "'REASON-1'";
            case "scope" -> "'ACTIVE'";
            case "phase", "target_kind", "target", "cause" -> "'PLAN'";
            case "status" -> "'QUEUED'";
            case "removed" -> "0";
            case "name_key", "search_name" -> "'n-77'";
            case "attempt_id" -> "'a-15000'";
            case "reserved_key" -> "'k100'";
            case "owner", "claim_token" -> "'none'";
            case "shard_key" -> "4";
            case "due_at", "look_at", "created_at", "enrolled_at", "attempted_at" -> "15000";
            default -> "1";
        };
    }

    /** Of a table, not of the keys or of what a part of the statement gave. */
    @Override
    String wholeTable() {
        return "(?m)^(?!k |<)\\w+ \\| (ALL|index) ";
    }

    @Override
    String sorting() {
        return "filesort|temporary";
    }

    /** However few rows there are, since what is read is locked. */
    @Test
    void manyRowsAreFoundByTheirKeysEachAndNothingBesideThem() {
        assertThat(finding("organization_id in ("))
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(statement -> assertThat(plan(statement))
                        .as(statement)
                        .containsPattern("\\| range \\| PRIMARY")
                        .doesNotContainPattern(wholeTable()));
    }

    @Test
    void whatIsSortedOrReadWholeWouldBeNoticed() {
        String sorted = "select state from enr_enrollment where organization_id = ? order by handed_off limit ?";
        assertThat(plan(sorted)).containsPattern(sorting());
        assertThat(plan("select state from enr_enrollment where handed_off = ?"))
                .containsPattern(wholeTable());
    }
}
