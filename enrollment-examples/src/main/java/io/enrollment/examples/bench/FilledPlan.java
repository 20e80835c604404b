package io.enrollment.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.calendar.Delay;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.Templates;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaMode;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A plan with as many enrollments on PostgreSQL as are wanted: one by the engine, the others by SQL after its likeness. */
final class FilledPlan {

    static final PlanId WELCOME = PlanId.of("welcome");

    /** Rows like the one that the engine has made, each with ids of its own, spread over a year. */
    private static final String FILL = """
            insert into enr_enrollment (organization_id, enrollment_id, shard_key, plan_id, subject_id, name_key, event_key,
                                        visible, enrolled_at, status, removed, ended_at, end_cause, handed_off, next_seq,
                                        fence, state)
            select t.organization_id, 'e-' || lpad(x::text, 12, '0'), t.shard_key, t.plan_id, 'subject-' || x,
                   t.name_key || ' ' || lpad((x / {group})::text, 9, '0'), t.event_key, t.visible,
                   t.enrolled_at - x * 30000000::bigint, t.status, t.removed, t.ended_at, t.end_cause,
                   t.handed_off, t.next_seq, t.fence,
                   replace(replace(replace(replace(t.state,
                           '\\"Z\\""', '\\"Z\\" ' || lpad((x / {group})::text, 9, '0') || '"'),
                           t.enrollment_id, 'e-' || lpad(x::text, 12, '0')),
                           '"subject":"template"', '"subject":"subject-' || x || '"'),
                           '"enrolledAt":"2026-03-02T15:00:00Z"',
                           '"enrolledAt":"' || to_char(to_timestamp((t.enrolled_at - x * 30000000::bigint) / 1000000)
                                                       at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '"')
              from enr_enrollment t, generate_series(1, %d) x
             where t.enrollment_id = '%s'""";

    private static final String LIST = """
            insert into enr_listed (organization_id, plan_id, status, removed, enrolled_at, enrollment_id, shard_key)
            select organization_id, plan_id, status, removed, enrolled_at, enrollment_id, shard_key
              from enr_enrollment
             where enrollment_id <> '%s'""";

    private static final String QUEUE = """
            insert into enr_due (organization_id, enrollment_id, shard_key, plan_id, due_at, lease_until, fence, first_claimed_at,
                                 unsettled, marked)
            select t.organization_id, 'e-' || lpad(x::text, 12, '0'), t.shard_key, t.plan_id,
                   t.due_at + (x / {group}) * 1000000::bigint, 0, 0, 0, 0, 0
              from enr_due t, generate_series(1, %d) x
             where t.enrollment_id = '%s'""";

    private final HikariDataSource pool;
    private final EnrollmentEngine engine;

    FilledPlan(HikariDataSource pool) {
        this.pool = pool;
        this.engine = engine();
    }

    Enrollments enrollments() {
        return engine.enrollments();
    }

    private EnrollmentEngine engine() {
        return EnrollmentEngine.builder()
                .organization(Organization.named("Bench")
                        .country("US")
                        .sentBy("Bench, 1 Main St")
                        .unsubscribeAt("https://bench.example/u"))
                .store(JdbcEnrollmentStore.builder(pool)
                        .schemaMode(SchemaMode.APPLY)
                        .open())
                .subjects(ids -> ids.stream().map(FilledPlan::person).toList())
                .renderer(Templates.from(name -> Optional.of("Subject: Hello\n\nHello")))
                .channel(new Sink())
                .clock(() -> Instant.parse("2026-03-02T15:00:00Z"))
                .build();
    }

    private static Subject person(SubjectId id) {
        return Subject.person(id.value())
                .firstName("Zoë")
                .lastName("O'Neil, \"Z\"")
                .email("zoe@example.org")
                .country("US")
                .build();
    }

    /** One enrollment by the engine, its message sent, and as many like it as are wanted, no two with the same name. */
    void fill(int rows) throws SQLException {
        fill(rows, 1);
    }

    /** The same; so many at a time have one name, and are due at the same time. */
    void fill(int rows, int alike) throws SQLException {
        enrollments()
                .publish(Plan.forPeople(WELCOME.value())
                        .email("hello", "hello")
                        .waitFor(Delay.businessDays(2))
                        .email("again", "hello")
                        .build());
        EnrollmentId template = enrollments()
                .enroll(WELCOME, SubjectId.of("template"))
                .enrollment()
                .orElseThrow();
        engine.workDue();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            String group = String.valueOf(alike);
            statement.execute(String.format(Locale.ROOT, FILL.replace("{group}", group), rows - 1, template));
            statement.execute(String.format(Locale.ROOT, QUEUE.replace("{group}", group), rows - 1, template));
            statement.execute(String.format(Locale.ROOT, LIST, template));
            statement.execute("vacuum analyze");
        }
    }
}
