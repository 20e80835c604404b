package io.enrollment.jdbc;

import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.spi.CandidateQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which chunks of a run candidates were refused for which reason, so that a list by reason reads only these: a few rows for
 * each chunk instead of an entry of an index for each candidate. Stateless.
 */
final class RunReasons {

    /** Longer reasons that begin alike share their rows; what is found is held against the whole reason anyway. */
    private static final int LONGEST = 100;

    private static final String INSERT = """
            insert into enr_run_reason (organization_id, run_id, reason_start, last_no, first_no) values (?, ?, ?, ?, ?)""";

    private static final String DELETE = "delete from enr_run_reason where organization_id = ? and run_id = ?";

    /** Between these numbers, both included, lie the candidates of a chunk with a reason. */
    record Range(long first, long last) {
        private Range and(Range other) {
            return new Range(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    private RunReasons() {}

    private static String start(String reason) {
        return reason.codePoints()
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Of a chunk. */
    static void insert(Sql sql, List<Candidate> candidates) throws SQLException {
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (Candidate one : candidates) {
            Range own = new Range(one.position(), one.position());
            one.result().refusal().ifPresent(reason -> ranges.merge(start(reason), own, Range::and));
        }
        List<Object[]> rows = new ArrayList<>();
        ranges.forEach((reason, range) -> rows.add(new Object[] {
            candidates.get(0).result().organization().value(),
            candidates.get(0).run().value(),
            reason,
            range.last(),
            range.first()
        }));
        sql.batch(INSERT, rows);
    }

    /** Of a run none of whose refused candidates are stored any more. */
    static void forget(Sql sql, EnrollerRun run) throws SQLException {
        sql.update(DELETE, run.organization().value(), run.id().value());
    }

    /** The first so many that end after a number, in their order. */
    static List<Range> after(Sql sql, CandidateQuery query, String reason, long number, int limit) throws SQLException {
        Listing listing = Listing.inOrder("first_no, last_no", "enr_run_reason", "last_no", query.organization());
        listing.onlyOf("run_id", query.run().value());
        listing.within("reason_start", start(reason)).where("last_no > ?", number);
        return listing.read(sql, row -> new Range(row.getLong(1), row.getLong(2)), limit);
    }
}
