package io.enrollment.examples.bench;

import io.enrollment.calendar.Delay;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.RunRequest;
import io.enrollment.engine.Templates;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaMode;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** The engine: every check of every candidate, kept with its reasons, chunk by chunk, so that any node could go on after any. */
final class EngineRun implements RunContestant {

    /** What the names of its tables begin with. */
    static final String PREFIX = "run_";

    private static final PlanId PLAN = PlanId.of("audience");
    private static final int AT_ONCE = 1000;

    private final String name;
    private final RunTables tables;
    private final RunPurpose purpose;
    private final Function<JdbcEnrollmentStore, AudienceSource> audience;

    EngineRun(
            String name, RunTables tables, RunPurpose purpose, Function<JdbcEnrollmentStore, AudienceSource> audience) {
        this.name = name;
        this.tables = tables;
        this.purpose = purpose;
        this.audience = audience;
    }

    /** Makes the tables, fills the table of subjects, and enrolls those who are enrolled before. */
    static void fill(RunTables tables) throws SQLException {
        Statements.drop(tables.pool(), PREFIX);
        try (JdbcEnrollmentStore store = store(tables, SchemaMode.APPLY);
                EnrollmentEngine engine = builder(store, store.subjects()).build()) {
            engine.enrollments().publish(plan());
            for (int from = 0; from < tables.subjects(); from += AT_ONCE) {
                store.subjects()
                        .put(
                                OrganizationId.DEFAULT,
                                RunCrowd.people(from, Math.min(tables.subjects(), from + AT_ONCE)));
            }
            List<SubjectId> enrolled = RunCrowd.enrolled(tables.subjects());
            for (int from = 0; from < enrolled.size(); from += AT_ONCE) {
                engine.enrollments()
                        .enrollAll(
                                EnrollRequest.in(PLAN),
                                enrolled.subList(from, Math.min(enrolled.size(), from + AT_ONCE)));
            }
        }
        Statements.run(tables.pool(), "analyze");
    }

    /** Nothing of it is due before the run has ended. */
    private static Plan plan() {
        return Plan.forPeople(PLAN.value())
                .email("hello", "hello")
                .after(Delay.days(1))
                .text("nudge", "nudge")
                .after(Delay.days(1))
                .build();
    }

    private static JdbcEnrollmentStore store(RunTables tables, SchemaMode mode) {
        return JdbcEnrollmentStore.builder(tables.pool())
                .tablePrefix(PREFIX)
                .schemaMode(mode)
                .open();
    }

    private static EnrollmentEngineBuilder builder(JdbcEnrollmentStore store, AudienceSource audience) {
        return EnrollmentEngine.builder()
                .organization(Crowd.organization())
                .store(store)
                .subjects(store.subjects())
                .audience(audience)
                .renderer(Templates.of(Map.of(
                        "hello", "Subject: Hello\n\nHello {{displayName}}. {{identification}}",
                        "nudge", "Hello {{displayName}}. {{identification}}")))
                .channel(new Sink())
                .channel(new Sink(ChannelKind.TEXT));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare() throws SQLException {
        tables.prepare(PREFIX);
    }

    @Override
    public void run() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        EngineListener listener = new EngineListener() {
            @Override
            public void onRun(EnrollerRun run) {
                if (run.status().isTerminal()) {
                    ended.countDown();
                }
            }
        };
        try (JdbcEnrollmentStore store = store(tables, SchemaMode.NONE);
                EnrollmentEngine engine =
                        builder(store, audience.apply(store)).listener(listener).start()) {
            RunRequest.Builder request = RunRequest.builder();
            EnrollerRun asked = engine.enrollments()
                    .runs()
                    .start(request.plan(PLAN).purpose(purpose).everybody(true).build());
            ended.await();
            EnrollerRun run = engine.enrollments().runs().find(asked.id());
            if (run.status() != RunStatus.COMPLETED) {
                throw new IllegalStateException("the run ended as " + run.status() + ": " + run.message());
            }
        }
    }

    @Override
    public Map<String, Long> outcome() throws SQLException {
        return tables.outcome(PREFIX);
    }
}
