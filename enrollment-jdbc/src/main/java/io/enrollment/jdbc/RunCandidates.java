package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.run.Candidate;
import io.enrollment.run.RunId;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked of the candidates of runs. Thread-safe. */
final class RunCandidates {

    /** By the subject first, which has few candidates: a database that knows nothing of the table yet might go by the run. */
    private static final String FOUND = """
            select c.subject_id
              from {placed} join enr_candidate c
                on c.organization_id = ? and c.subject_id = k.v and c.shard_key = k.s
             where c.run_id = ?""";

    private static final String OF_SUBJECT = "select " + RunRows.CANDIDATE
            + " from enr_candidate where organization_id = ? and subject_id = ? and shard_key = ?";

    private final Tx tx;
    private final Shards shards;

    RunCandidates(Tx tx, Shards shards) {
        this.tx = tx;
        this.shards = shards;
    }

    /** Which of these subjects are candidates of a run. */
    Set<SubjectId> found(OrganizationId organization, RunId run, Collection<SubjectId> subjects) {
        Sql.Placed keys = shards.placed(organization, new LinkedHashSet<>(subjects));
        return tx.read((sql, repeated) -> {
            sql.planAnew();
            return new HashSet<>(
                    sql.query(FOUND, row -> SubjectId.of(row.getString(1)), keys, organization.value(), run.value()));
        });
    }

    /** The candidates of a run in the order of their numbers. */
    Page<Candidate> list(CandidateQuery query, PageRequest page) {
        long after = page.after().map(PageKey::parse).map(PageKey::position).orElse(0L);
        List<Candidate> found = tx.read((sql, repeated) -> query.reason().isPresent()
                ? refused(sql, query, query.reason().get(), after, page.limit() + 1)
                : within(sql, query, new RunReasons.Range(after + 1, Long.MAX_VALUE), page.limit() + 1));
        return JdbcReader.page(found, page.limit(), candidate -> new PageKey(candidate.position(), ""));
    }

    /** Chunk by chunk of those that have one with this reason. */
    private static List<Candidate> refused(Sql sql, CandidateQuery query, String reason, long after, int limit)
            throws SQLException {
        List<Candidate> found = new ArrayList<>();
        List<RunReasons.Range> chunks = RunReasons.after(sql, query, reason, after, limit);
        while (!chunks.isEmpty()) {
            for (RunReasons.Range chunk : chunks) {
                RunReasons.Range rest = new RunReasons.Range(Math.max(chunk.first(), after + 1), chunk.last());
                found.addAll(within(sql, query, rest, limit - found.size()));
                if (found.size() == limit) {
                    return found;
                }
            }
            chunks = RunReasons.after(
                    sql, query, reason, chunks.get(chunks.size() - 1).last(), limit);
        }
        return found;
    }

    private static List<Candidate> within(Sql sql, CandidateQuery query, RunReasons.Range range, int limit)
            throws SQLException {
        Listing listing = Listing.inOrder(RunRows.CANDIDATE, "enr_candidate", "candidate_no", query.organization());
        listing.onlyOf("run_id", query.run().value());
        listing.onlyIn("status", JdbcRuns.names(query.statuses()));
        query.valid().ifPresent(valid -> listing.where(valid ? "failed_check is null" : "failed_check is not null"));
        query.check().ifPresent(check -> listing.within("failed_check", check.value()));
        query.reason().ifPresent(reason -> listing.only("reason", reason));
        listing.where("candidate_no >= ?", range.first());
        if (range.last() < Long.MAX_VALUE) {
            listing.where("candidate_no <= ?", range.last());
        }
        return sql.query(listing.statement(), RunRows::candidate, listing.parameters(limit));
    }

    /** A subject is a candidate a few hundred times at most: its rows are read whole and put in order here. */
    Page<Candidate> list(OrganizationId organization, SubjectId subject, PageRequest page) {
        Optional<PageKey> after = page.after().map(PageKey::parse);
        List<Candidate> own = tx.read((sql, repeated) -> sql.query(
                OF_SUBJECT,
                RunRows::candidate,
                organization.value(),
                subject.value(),
                shards.of(organization, subject)));
        List<Candidate> rest = own.stream()
                .sorted((a, b) -> keyOf(b).compareTo(keyOf(a)))
                .filter(one -> after.map(key -> key.isNewerThan(keyOf(one))).orElse(true))
                .limit(page.limit() + 1L)
                .toList();
        return JdbcReader.page(rest, page.limit(), RunCandidates::keyOf);
    }

    private static PageKey keyOf(Candidate candidate) {
        long at = Micros.floor(candidate.result().at());
        return new PageKey(at, candidate.run() + "/" + candidate.result().plan());
    }
}
