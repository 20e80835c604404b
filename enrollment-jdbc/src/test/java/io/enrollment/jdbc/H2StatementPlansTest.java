package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On H2 every statement finds its rows by an index. */
class H2StatementPlansTest extends StatementPlansContract {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @Override
    String numbers() {
        return "system_range(1, 20000)";
    }

    @Override
    List<String> analyze() {
        return List.of("analyze");
    }

    @Override
    String plan(String statement) {
        return rows(POOL, "explain " + statement, 1);
    }

    @Override
    String wholeTable() {
        return "tableScan";
    }

    /** Of sorting nothing is said here; of not sorting it is. */
    @Override
    String sorting() {
        return "(?s)\\A(?!.*index sorted).*(LIMIT|FETCH FIRST)";
    }

    @AfterAll
    static void dispose() {
        POOL.dispose();
    }

    @Test
    void whatIsSortedWouldBeNoticed() {
        String sorted = "select state from enr_enrollment where organization_id = ? order by handed_off limit ?";
        assertThat(plan(sorted)).containsPattern(sorting());
        assertThat(plan("select state from enr_enrollment where handed_off = ?"))
                .containsPattern(wholeTable());
    }
}
