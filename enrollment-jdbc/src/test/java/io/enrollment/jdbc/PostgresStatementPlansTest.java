package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On PostgreSQL every statement finds its rows by an index. */
class PostgresStatementPlansTest extends StatementPlansContract {

    private static final HikariDataSource POOL = PostgresServer.pool("plans", "");
    /** Plans of statements with parameters can be asked for in the simple protocol only. */
    private static final HikariDataSource EXPLAINING = PostgresServer.existing("plans", "&preferQueryMode=simple");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String numbers() {
        return "generate_series(1, 20000) x";
    }

    @Override
    List<String> analyze() {
        return List.of("analyze");
    }

    /** The plan for parameters that are not known yet, but for the limit, without which no plan makes sense. */
    @Override
    String plan(String statement) {
        StringBuilder numbered = new StringBuilder("explain (generic_plan) ");
        int number = 0;
        for (char c : statement.replace("limit ?", "limit 100").toCharArray()) {
            numbered.append(c == '?' ? "$" + ++number : String.valueOf(c));
        }
        return rows(EXPLAINING, numbered.toString(), 1);
    }

    @Override
    String wholeTable() {
        return "Seq Scan";
    }

    @Override
    String sorting() {
        return "->  Sort";
    }

    @AfterAll
    static void closePools() {
        EXPLAINING.close();
        POOL.close();
    }

    @Test
    void theClaimLocksWhatItReadsAndNothingElse() {
        assertThat(finding("skip locked"))
                .singleElement()
                .satisfies(
                        claim -> assertThat(plan(claim)).contains("LockRows").contains("Index Scan using enr_due_ix"));
    }

    /** However many are alike: what an index has passed over would be filtered. */
    @Test
    void aPageGoesOnRightAfterTheLastRowOfTheOneBefore() {
        List<String> goingOn = Stream.of("> ? order by", "< ? order by")
                .flatMap(part -> finding(part).stream())
                .filter(statement ->
                        statement.matches("(?s).*(_at|name_key|search_name) = \\? and \\w+_id [<>] \\? order by.*"))
                .filter(statement -> statement.matches("(?s).*(name_key|due_at|enrolled_at|attempted_at) = .*"))
                .toList();
        assertThat(goingOn)
                .hasSizeGreaterThan(5)
                .allSatisfy(page ->
                        assertThat(plan(page)).contains("Index Cond").doesNotContainPattern("Filter: .*_id [<>]"));
    }
}
