package io.enrollment.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.spi.EnrollmentOrder;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a page of a list costs among many enrollments on PostgreSQL: the pages of the database that the queries of the store
 * touch, by EXPLAIN (ANALYZE, BUFFERS) of the very statements, at the first and at the last page.
 */
public final class ListBench {

    private static final int ROWS = 50;
    private static final int STRIDE = 1000;
    /** There are only so many names and due times, each of them very often: no page reads all that are alike. */
    private static final int ALIKE = 2;

    private static final Map<String, UnaryOperator<EnrollmentQuery.Builder>> LISTS = lists();

    private final Explaining explaining;
    private final EnrollmentReader explained;
    private final EnrollmentReader plain;
    private final Consumer<String> out;

    private ListBench(HikariDataSource pool, Consumer<String> out) {
        this.explaining = new Explaining(pool);
        this.explained = JdbcEnrollmentStore.on(explaining.dataSource()).reader();
        this.plain = JdbcEnrollmentStore.on(pool).reader();
        this.out = out;
    }

    private static Map<String, UnaryOperator<EnrollmentQuery.Builder>> lists() {
        Map<String, UnaryOperator<EnrollmentQuery.Builder>> lists = new LinkedHashMap<>();
        lists.put("all, newest first", query -> query);
        lists.put("of the plan, newest first", query -> query.plan(FilledPlan.WELCOME));
        lists.put(
                "of the plan, by name", query -> query.plan(FilledPlan.WELCOME).order(EnrollmentOrder.NAME));
        lists.put(
                "of the plan, by what is due next",
                query -> query.plan(FilledPlan.WELCOME).order(EnrollmentOrder.NEXT_DUE));
        lists.put(
                "of the plan, in progress",
                query -> query.plan(FilledPlan.WELCOME).statuses(Set.of(EnrollmentStatus.IN_PROGRESS)));
        lists.put(
                "of the plan, of any of three statuses",
                query -> query.plan(FilledPlan.WELCOME)
                        .statuses(Set.of(
                                EnrollmentStatus.QUEUED, EnrollmentStatus.IN_PROGRESS, EnrollmentStatus.PAUSED)));
        return lists;
    }

    /**
     * Fills and measures, and prints a line for each list.
     *
     * @throws SQLException if the database fails
     */
    public static void run(int rows, Optional<String> url, Consumer<String> out) throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.open(url, Map.of("max_wal_size", "4GB"));
                HikariDataSource pool = server.pool(4, "list-bench")) {
            FilledPlan filled = new FilledPlan(pool);
            filled.fill(rows, rows / ALIKE);
            ListBench bench = new ListBench(pool, out);
            LISTS.forEach((name, list) -> bench.measure(
                    name,
                    list.apply(EnrollmentQuery.builder().organization(OrganizationId.DEFAULT))
                            .build()));
        }
    }

    private void measure(String name, EnrollmentQuery query) {
        long first = touched(query, Optional.empty());
        long last = touched(query, beforeTheLast(query));
        out.accept(DripBench.line(
                "%-40s a page of %d touches %4d pages at the beginning, %4d at the end", name, ROWS, first, last));
    }

    private long touched(EnrollmentQuery query, Optional<String> after) {
        explaining.forget();
        int found = explained.find(query, new PageRequest(ROWS, after)).items().size();
        if (found != ROWS) {
            throw new IllegalStateException(found + " rows on a page of " + ROWS);
        }
        return explaining.pages();
    }

    /** Where at least a page, and at most two strides, are left. */
    private Optional<String> beforeTheLast(EnrollmentQuery query) {
        Optional<String> before = Optional.empty();
        Optional<String> at = Optional.empty();
        do {
            before = at;
            at = plain.find(query, new PageRequest(STRIDE, at)).next();
        } while (at.isPresent());
        return before;
    }
}
