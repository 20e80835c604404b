package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.eligibility.CheckName;
import io.enrollment.internal.PageKey;
import io.enrollment.plan.PlanId;
import io.enrollment.run.RunId;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.StoreTour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every statement that the store runs finds its rows by an index, and those that page or claim read them in its order: the
 * statements are those that the store was seen to run, the plans those of the database for tables with many rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StatementPlansContract {

    private static final List<String> MANY_ROWS = List.of(
            "insert into enr_due select 'org', concat('e-', x), mod(x, 16), concat('plan-', mod(x, 50)), x, 0, 0, null, null, 0, 0, 0 from {numbers}",
            "insert into enr_enrollment select 'org', concat('e-', x), mod(x, 16), concat('plan-', mod(x, 50)),"
                    + " concat('sub-', mod(x, 5000)), concat('n-', mod(x, 5000)), '-', 1, x, 'QUEUED', 0, null, null, 0, 2, 0, '{}' from {numbers}",
            "insert into enr_listed select 'org', concat('plan-', mod(x, 50)), 'QUEUED', 0, x, concat('e-', x), mod(x, 16)"
                    + " from {numbers}",
            "insert into enr_log select 'org', concat('e-', x), 1, mod(x, 16), 'ENROLLED', x, 0, '{}' from {numbers}",
            "insert into enr_decision select 'org', concat('e-', x), 1, mod(x, 16), '{}' from {numbers}",
            "insert into enr_uncertain select 'org', concat('e-', x, '/s'), mod(x, 16), concat('e-', x), concat('plan-', mod(x, 50)),"
                    + " 's', x from {numbers}",
            "insert into enr_attempt select 'org', concat('a-', x), mod(x, 16), concat('plan-', mod(x, 50)),"
                    + " concat('sub-', mod(x, 5000)), x, null, '{}' from {numbers}",
            "insert into enr_candidate select 'org', concat('sub-', mod(x, 5000)), concat('r-', x - mod(x, 5000)), 'plan-1', 0, x, 'q',"
                    + " 'ERROR', case when mod(x, 200) = 0 then 'CASL' when mod(x, 3) = 0 then 'DELETED' end, null, 0, null, '{}'"
                    + " from {numbers}",
            "insert into enr_run_reason select 'org', concat('r-', mod(x, 20)), concat('REASON-', mod(x, 7)), x, x - 1 from {numbers}",
            "insert into enr_subject select 'org', concat('sub-', x), mod(x, 16), 'PERSON', 'n', 'v', '{}', '{}'"
                    + " from {numbers}",
            "insert into enr_consent select 'org', concat('sub-', x), 'h', mod(x, 16), 'EXPRESS', 0, '{}' from {numbers}",
            "insert into enr_opt_out select 'org', concat('sub-', x), 'EMAIL', 'r', mod(x, 16), 0 from {numbers}",
            "insert into enr_tombstone select concat('org-', mod(x, 50)), concat('h-', x), 0 from {numbers}",
            "insert into enr_schedule select concat('org-', mod(x, 50)), concat('p-', x), 0, x from {numbers}",
            "insert into enr_run select 'org', concat('r-', x), concat('plan-', mod(x, 50)),"
                    + " 'DEFAULT', 'COMPLETED', x, x, 0, 1, null, null, 1, 0, 0, 0, 0, 0, 0, 0, 0, '{}' from {numbers}",
            "insert into enr_export select 'org', concat('x-', x), x, x, 0, 1, null, null, '{}' from {numbers}",
            "insert into enr_archived_plan select concat('org-', mod(x, 50)), concat('p-', x), 0 from {numbers}",
            "insert into enr_count select 'org', concat('plan-', mod(x, 16)), x, 0, 'status/QUEUED', 1 from {numbers}",
            "insert into enr_frozen select 'org', concat('e-', x), mod(x, 16), 'key', '{}' from {numbers}",
            "insert into enr_past select 'org', concat('sub-', mod(x, 5000)), concat('e-', x), mod(x, 16),"
                    + " concat('plan-', mod(x, 50)), '-', 1, x, 'COMPLETED', x, null, 0 from {numbers}",
            "insert into enr_handed_off select 'org', concat('sub-', x), mod(x, 16), 1, 0, 0, '' from {numbers}",
            "insert into enr_pause select concat('org-', x), 'PLAN', 'p', 'PLAN', 'PAUSED', 0, 'a', '', 't' from {numbers}",
            "insert into enr_checkpoint select concat('org-', mod(x, 50)), concat('p-', mod(x, 400)), x, 1, 1, 1 from {numbers}",
            "insert into enr_reservation select 'org', 'ACTIVE', concat('k', x), mod(x, 16), concat('e-', x)"
                    + " from {numbers}",
            "insert into enr_plan_version select concat('org-', mod(x, 50)), concat('p-', x), 1, 'h', 0, '{}'"
                    + " from {numbers}");

    private final Set<String> statements = new ConcurrentSkipListSet<>();

    /** The connections to an empty database of the running test. */
    abstract DataSource dataSource();

    /** A table with the numbers from 1 to 20,000 in the column {@code x}. */
    abstract String numbers();

    /** Statements that make the database count its rows. */
    abstract List<String> analyze();

    /** The plan of a statement, whose parameters are not known yet or usual ones. */
    abstract String plan(String statement);

    /** What a plan says of a table that is read from one end to the other. */
    abstract String wholeTable();

    /** What a plan says when rows are put in order. */
    abstract String sorting();

    @BeforeAll
    void collectTheStatementsAndFillTheTables() {
        SchemaManager.on(dataSource()).apply();
        Watched.Watcher collector = new Watched.Watcher() {
            @Override
            public void onExecute(String statement) {
                statements.add(statement);
            }
        };
        JdbcEnrollmentStore store = JdbcEnrollmentStore.on(Watched.by(collector, dataSource()));
        StoreTour.take(store);
        OrganizationId organization = OrganizationId.of("org");
        store.reader().uncertain(organization, PageRequest.first(1));
        store.subjects().put(organization, List.of(Subject.person("z").build()));
        Condition narrow = Condition.any(Condition.equal("city", "Paris"), Condition.present("visits"));
        for (Condition when : List.of(narrow, new Condition.Everybody())) {
            store.subjects()
                    .find(
                            new AudienceRequest(organization, PlanId.of("p"), "q", when, Instant.EPOCH, ZoneOffset.UTC),
                            PageRequest.first(10).after("a"));
        }
        CandidateQuery.Builder refused = CandidateQuery.builder();
        refused.organization(organization).run(RunId.of("r-5000")).check(CheckName.CASL);
        store.runs().candidates(refused.build(), PageRequest.first(10).after(new PageKey(7, "").text()));
        CandidateQuery.Builder reason = CandidateQuery.builder();
        reason.organization(organization).run(RunId.of("r-5000")).reason("REASON-1");
        TestDatabase.execute(dataSource(), "insert into enr_run_reason values ('org', 'r-5000', 'REASON-1', 5, 1)");
        store.runs().candidates(reason.build(), PageRequest.first(10));
        MANY_ROWS.forEach(rows -> TestDatabase.execute(dataSource(), rows.replace("{numbers}", numbers())));
        analyze().forEach(statement -> TestDatabase.execute(dataSource(), statement));
    }

    /** The rows that a statement gives, each in a line. */
    static String rows(DataSource dataSource, String query, int columns) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join(" | ", cells));
            }
            return String.join("\n", lines);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** The statements that find rows and have this in them. */
    final List<String> finding(String part) {
        return statements.stream()
                .filter(statement -> statement.contains(part) && !statement.startsWith("insert"))
                .toList();
    }

    @Test
    void noStatementReadsAWholeTable() {
        assertThat(finding(" enr_"))
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        statement -> assertThat(plan(statement)).as(statement).doesNotContainPattern(wholeTable()));
    }

    @Test
    void pagesAreReadInTheOrderOfAnIndex() {
        assertThat(finding("limit ?"))
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        statement -> assertThat(plan(statement)).as(statement).doesNotContainPattern(sorting()));
    }

    @Test
    void theClaimReadsTheIndexOfWhatIsDueInItsOrder() {
        assertThat(finding("d.lease_until <="))
                .singleElement()
                .satisfies(claim -> assertThat(plan(claim))
                        .containsIgnoringCase("enr_due_ix")
                        .doesNotContainPattern(sorting()));
    }

    @Test
    void listsByWhatIsDueNextReadTheirOwnIndexInItsOrder() {
        assertThat(finding("shard_key, due_at from enr_due where"))
                .hasSize(3)
                .allSatisfy(list -> assertThat(plan(list))
                        .containsIgnoringCase("enr_due_plan_ix")
                        .doesNotContainPattern(sorting()));
    }

    @Test
    void candidatesByTheCheckThatRefusedThemReadTheirOwnIndexInItsOrder() {
        assertThat(finding("candidate_no, query_key, subject_name"))
                .filteredOn(list -> list.contains("failed_check = ?"))
                .isNotEmpty()
                .allSatisfy(list -> assertThat(plan(list))
                        .containsIgnoringCase("enr_candidate_check_ix")
                        .doesNotContainPattern(sorting()));
    }

    @Test
    void candidatesByReasonReadOnlyTheChunksThatHaveIt() {
        assertThat(finding("from enr_run_reason"))
                .isNotEmpty()
                .allSatisfy(list -> assertThat(plan(list))
                        .doesNotContainPattern(wholeTable())
                        .doesNotContainPattern(sorting()));
        assertThat(finding("candidate_no, query_key, subject_name"))
                .filteredOn(list -> list.contains(" reason = ?"))
                .isNotEmpty()
                .allSatisfy(list -> assertThat(list).contains("candidate_no >= ? and candidate_no <= ?"))
                .allSatisfy(list -> assertThat(plan(list))
                        .containsIgnoringCase("enr_candidate_")
                        .doesNotContainPattern(sorting()));
    }

    @Test
    void asLittleIsReadToSeeThatNothingIsDue() {
        assertThat(finding("order by shard_key, due_at limit 1"))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(plan(statement))
                        .containsIgnoringCase("enr_due_ix")
                        .doesNotContainPattern(sorting()));
    }

    @Test
    void thePurgeReadsWhatIsOldInTheOrderOfAnIndexAndRemovesByKey() {
        assertThat(finding("select state, visible from"))
                .hasSize(2)
                .allSatisfy(look -> assertThat(plan(look))
                        .containsIgnoringCase("enr_enrollment_ix")
                        .doesNotContainPattern(sorting()));
        assertThat(finding("select result, shard_key from"))
                .hasSize(2)
                .allSatisfy(look -> assertThat(plan(look))
                        .containsIgnoringCase("enr_attempt_ix")
                        .doesNotContainPattern(sorting()));
        assertThat(finding("delete from enr_"))
                .anyMatch(delete -> delete.contains("enr_log"))
                .anyMatch(delete -> delete.contains("enr_attempt"))
                .allSatisfy(delete -> assertThat(plan(delete)).as(delete).doesNotContainPattern(wholeTable()));
    }

    /** What spreads rows can then send every other statement to the one server that has them. */
    @Test
    void everyStatementNamesTheShardButForThoseThatGoToAllOfThem() {
        assertThat(ShardKeyGuard.tables()).hasSizeGreaterThan(10);
        assertThat(statements).hasSizeGreaterThan(100);
        assertThat(ShardKeyGuard.faults(statements)).isEmpty();
    }

    @Test
    void noStatementIsExcusedFromNamingTheShardThatIsNotRun() {
        assertThat(ShardKeyGuard.idleReasons(statements)).isSubsetOf(ShardKeyGuard.COUNT_OF_SUBJECTS);
    }
}
