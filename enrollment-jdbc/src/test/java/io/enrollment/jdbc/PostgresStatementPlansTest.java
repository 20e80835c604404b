package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On PostgreSQL every statement finds its rows by an index. */
class PostgresStatementPlansTest extends StatementPlansContract {

    private static final HikariDataSource POOL = PostgresServer.pool("plans", "");
    /** One connection, which prepares what is explained; the simple protocol lets statements be prepared by SQL. */
    private static final HikariDataSource EXPLAINING = explaining();

    private static HikariDataSource explaining() {
        HikariDataSource pool = PostgresServer.existing(
                "plans", "&preferQueryMode=simple&options=-c%20plan_cache_mode=force_generic_plan");
        pool.setMaximumPoolSize(1);
        return pool;
    }

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

    /**
     * The plan for parameters that are not known yet, but for the limit, without which no plan makes sense. Prepared, since only
     * later servers than the oldest that the store is for show such plans directly.
     */
    @Override
    String plan(String statement) {
        StringBuilder numbered = new StringBuilder("prepare explained as ");
        int number = 0;
        for (char c : statement.replace("limit ?", "limit 100").toCharArray()) {
            numbered.append(c == '?' ? "$" + ++number : String.valueOf(c));
        }
        String values = number == 0 ? "" : "(" + String.join(", ", Collections.nCopies(number, "null")) + ")";
        TestDatabase.execute(EXPLAINING, numbered.toString());
        try {
            return rows(EXPLAINING, "explain execute explained" + values, 1);
        } finally {
            TestDatabase.execute(EXPLAINING, "deallocate explained");
        }
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
