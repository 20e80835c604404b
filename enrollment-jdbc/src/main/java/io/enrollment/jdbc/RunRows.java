package io.enrollment.jdbc;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.internal.Micros;
import io.enrollment.json.CandidateResultJson;
import io.enrollment.json.RunJson;
import io.enrollment.plan.PlanId;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of runs and of their candidates. */
final class RunRows {

    private static final String INSERT_RUN = """
            insert into enr_run (organization_id, run_id, plan_id, purpose, created_at, lease_until, fence,
                                 status, due_at, revision, chunks, found, duplicates, counted, potential, eligible,
                                 succeeded, rejected, state)
            values (?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE_RUN = """
            update enr_run
               set status = ?, due_at = ?, revision = ?, chunks = ?, found = ?, duplicates = ?, counted = ?, potential = ?,
                   eligible = ?, succeeded = ?, rejected = ?, state = ?
             where organization_id = ? and run_id = ?""";
    private static final String INSERT_CANDIDATE = """
            insert into enr_candidate (organization_id, subject_id, run_id, plan_id, shard_key, candidate_no, query_key,
                                       status, failed_check, reason, judged_at, subject_name, result)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** What a result is read from. */
    static final String RESULT = "organization_id, plan_id, subject_id, judged_at, reason, result";
    /** What a candidate is read from. */
    static final String CANDIDATE = "run_id, candidate_no, query_key, subject_name, " + RESULT;

    private RunRows() {}

    static void insert(Sql sql, EnrollerRun run) throws SQLException {
        List<Object> row = new ArrayList<>();
        row.add(run.organization().value());
        row.add(run.id().value());
        row.add(run.plan().map(PlanId::value).<Object>map(text -> text).orElse(Sql.Null.TEXT));
        row.add(run.purpose().name());
        row.add(Micros.floor(run.createdAt()));
        row.addAll(moving(run));
        sql.update(INSERT_RUN, row.toArray());
    }

    static void update(Sql sql, EnrollerRun run) throws SQLException {
        List<Object> row = new ArrayList<>(moving(run));
        row.add(run.organization().value());
        row.add(run.id().value());
        sql.update(UPDATE_RUN, row.toArray());
    }

    private static List<Object> moving(EnrollerRun run) {
        Funnel funnel = run.funnel();
        long succeeded = funnel.enrolled();
        return List.of(
                run.status().name(),
                dueAt(run),
                run.revision(),
                run.chunks(),
                run.found(),
                run.duplicates(),
                funnel.candidates(),
                funnel.stage(FunnelStage.POTENTIAL_CUSTOMERS).out(),
                funnel.stage(FunnelStage.ELIGIBLE).out(),
                succeeded,
                funnel.candidates() - succeeded,
                RunJson.write(run));
    }

    /** What nobody is to work on waits for ever. */
    private static long dueAt(EnrollerRun run) {
        boolean waits = !run.status().isTerminal() && run.awaits().isEmpty();
        return waits ? Micros.ceil(run.dueAt()) : Rows.PARKED;
    }

    static void insert(Sql sql, Shards shards, List<Candidate> candidates) throws SQLException {
        sql.batch(INSERT_CANDIDATE, candidates, one -> row(shards, one));
    }

    private static Object[] row(Shards shards, Candidate candidate) {
        EnrollmentResult result = candidate.result();
        return new Object[] {
            result.organization().value(),
            result.subject().value(),
            candidate.run().value(),
            result.plan().value(),
            shards.of(result.organization(), result.subject()),
            candidate.position(),
            candidate.query(),
            candidate.status().name(),
            text(candidate.failedCheck().map(CheckName::value)),
            text(result.refusal()),
            Micros.floor(result.at()),
            text(candidate.name()),
            CandidateResultJson.write(result)
        };
    }

    private static Object text(Optional<String> value) {
        return value.<Object>map(present -> present).orElse(Sql.Null.TEXT);
    }

    /** From a row with {@link #CANDIDATE}. */
    static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(
                RunId.of(row.getString("run_id")),
                row.getLong("candidate_no"),
                row.getString("query_key"),
                Optional.ofNullable(row.getString("subject_name")),
                result(row));
    }

    /** From a row with {@link #RESULT}. */
    static EnrollmentResult result(ResultSet row) throws SQLException {
        CandidateResultJson.Columns columns = new CandidateResultJson.Columns(
                OrganizationId.of(row.getString("organization_id")),
                PlanId.of(row.getString("plan_id")),
                SubjectId.of(row.getString("subject_id")),
                Micros.instant(row.getLong("judged_at")),
                Optional.ofNullable(row.getString("reason")));
        return CandidateResultJson.read(row.getString("result"), columns);
    }
}
