package io.enrollment.examples.bench;

import java.sql.SQLException;
import java.util.Map;

/**
 * The limit: one statement that does the same checks with simple patterns for addresses, and inserts as many rows with as much
 * text. No row leaves the server; the whole audience is one transaction.
 */
final class SetBasedRun implements RunContestant {

    static final String PREFIX = "sqlrun_";

    /** What is known of each person, one column for each check; read by the loop written by hand too. */
    static final String JUDGED = """
            select p.id, p.subject_id, p.name, p.email, p.phone, p.deleted,
                   exists (select 1 from {p}enrollment e where e.organization_id = 'default' and e.subject_id = p.subject_id
                              and e.plan_id = 'audience' and e.status not in ('COMPLETED', 'STOPPED', 'EXPIRED')) as active,
                   exists (select 1 from {p}enrollment e where e.organization_id = 'default' and e.subject_id = p.subject_id
                              and e.plan_id = 'audience' and e.event_key = 'default') as repeated,
                   exists (select 1 from {p}enrollment e where e.organization_id = 'default' and e.subject_id = p.subject_id
                              and e.visible = 1 and e.enrolled_at > ?) as excluded,
                   o.subject_id is not null as opted_out,
                   c.subject_id is not null as consented
              from plain_person p
              left join plain_opt_out o on o.subject_id = p.subject_id
              left join plain_consent c on c.subject_id = p.subject_id and c.kind = 'EXPRESS'""";

    private static final String EVERYTHING = """
            with judged as materialized ({judged}),
            checked as materialized (
              select j.*, j.email !~ '^[^@ ]+@[^@ ]+[.][^@ ]+$' as bad_email, j.phone !~ '^[+]1[2-9][0-9]{9}$' as bad_phone
                from judged j),
            decided as materialized (
              select c.*, '01RUN' || lpad(c.id::text, 21, '0') as enrollment_id, (c.id % 16)::integer as shard,
                     case when c.deleted then 'DELETED' when c.bad_email then 'VALID_EMAIL'
                          when c.bad_phone then 'VALID_MESSAGE' when c.active then 'ALREADY_IN_QUEUE'
                          when c.repeated then 'UNIQUE_EVENT' when c.excluded then 'MARKETING_EXCLUSION'
                          when c.opted_out then 'OPT_OUT_ALL' when not c.consented then 'CASL' end as failed,
                     format('{"subject":"%s","plan":"audience","at":"%s","checks":['
                            || '{"check":"DELETED","result":"%s"},{"check":"VALID_EMAIL","result":"%s"},'
                            || '{"check":"VALID_MESSAGE","result":"%s"},{"check":"VALID_PHONE","result":"NOT_NEEDED"},'
                            || '{"check":"ALREADY_IN_QUEUE","result":"%s"},{"check":"UNIQUE_EVENT","result":"%s"},'
                            || '{"check":"MARKETING_EXCLUSION","result":"%s"},{"check":"OPT_OUT_ALL","result":"%s"},'
                            || '{"check":"CASL","result":"%s"}]}',
                            c.subject_id, now(), not c.deleted, not c.bad_email, not c.bad_phone, not c.active,
                            not c.repeated, not c.excluded, not c.opted_out, c.consented) as result
                from checked c),
            enrolled as (
              insert into {p}enrollment (organization_id, enrollment_id, shard_key, plan_id, subject_id, name_key, event_key,
                     visible, enrolled_at, status, removed, handed_off, next_seq, fence, state)
              select 'default', enrollment_id, shard, 'audience', subject_id, lower(name), 'default', 1, ?, 'QUEUED', 0, 0, 2, 0,
                     format('{"id":"%s","plan":"audience","version":1,"subject":"%s","subjectName":"%s","status":"QUEUED",'
                            || '"step":"hello","enrolledAt":"%s"}', enrollment_id, subject_id, name, now())
                from decided where failed is null),
            listed as (
              insert into {p}listed (organization_id, plan_id, status, removed, enrolled_at, enrollment_id, shard_key)
              select 'default', 'audience', 'QUEUED', 0, ?, enrollment_id, shard from decided where failed is null),
            queued as (
              insert into {p}due (organization_id, enrollment_id, shard_key, plan_id, due_at, lease_until, fence, first_claimed_at,
                     unsettled, marked)
              select 'default', enrollment_id, shard, 'audience', ?, 0, 0, 0, 0, 0 from decided where failed is null),
            logged as (
              insert into {p}log (organization_id, enrollment_id, seq, shard_key, kind, logged_at, settled_under, entry)
              select 'default', enrollment_id, 1, shard, 'ENROLLED', ?, 0,
                     format('{"enrollment":"%s","seq":1,"kind":"ENROLLED"}', enrollment_id)
                from decided where failed is null),
            reserved as (
              insert into {p}reservation (organization_id, scope, reserved_key, shard_key, owner)
              select 'default', s.scope, encode(sha256(convert_to(s.scope || d.subject_id, 'UTF8')), 'hex'), d.shard,
                     d.enrollment_id
                from decided d cross join (values ('ACTIVE'), ('EVENT')) s (scope) where d.failed is null)
            insert into {p}candidate (organization_id, subject_id, run_id, plan_id, shard_key, candidate_no, query_key, status,
                   failed_check, reason, judged_at, subject_name, result)
            select 'default', subject_id, 'run', 'audience', shard, id + 1, 'everybody',
                   case when failed is null then 'SUCCESS' else 'ERROR' end, failed, failed, ?, name, result from decided""";

    private final RunTables tables;

    SetBasedRun(RunTables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "set-based SQL";
    }

    @Override
    public void prepare() throws SQLException {
        tables.prepare(PREFIX);
    }

    @Override
    public void run() throws SQLException {
        long now = PlainTables.now();
        try (var connection = tables.pool().getConnection();
                var statement = connection.prepareStatement(
                        EVERYTHING.replace("{judged}", JUDGED).replace("{p}", PREFIX))) {
            statement.setLong(1, monthBefore(now));
            for (int i = 2; i <= 6; i++) {
                statement.setLong(i, now);
            }
            statement.executeUpdate();
        }
    }

    /** What marketing exclusion looks back to. */
    static long monthBefore(long now) {
        return now - 30L * 86_400 * 1_000_000;
    }

    @Override
    public Map<String, Long> outcome() throws SQLException {
        return tables.outcome(PREFIX);
    }
}
