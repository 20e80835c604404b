package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.RunRequest;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two runs of one plan, carried out by two engines on one database at the same time, enroll nobody twice. */
abstract class RunsAtOnceContract {

    private static final int PEOPLE = 60;
    private static final PlanId PLAN = PlanId.of("spring");
    private static final Instant LONG_AGO = Instant.parse("2025-01-05T14:00:00Z");

    private final TestHost host = new TestHost();

    abstract DataSource dataSource();

    private EnrollmentEngine engine() {
        SchemaManager.on(dataSource()).apply();
        JdbcEnrollmentStore store = JdbcEnrollmentStore.on(dataSource());
        return host.engine(store)
                .subjects(store.subjects())
                .audience(store.subjects())
                .settings(settings -> settings.runChunkSize(4))
                .build();
    }

    private static Subject person(int i) {
        Consent.Builder consent = Consent.builder();
        return Subject.person("p-" + i)
                .email("p" + i + "@example.com")
                .addConsent(consent.kind(ConsentKind.EXPRESS)
                        .at(LONG_AGO)
                        .evidence("form")
                        .build())
                .build();
    }

    private static EnrollerRun asked(EnrollmentEngine engine) {
        RunRequest.Builder request = RunRequest.builder();
        return engine.enrollments()
                .runs()
                .start(request.plan(PLAN).everybody(true).build());
    }

    @Test
    void twoRunsOfOnePlanAtOnceEnrollEverybodyOnce() throws ExecutionException, InterruptedException, TimeoutException {
        List<EnrollmentEngine> engines = List.of(engine(), engine());
        Enrollments enrollments = engines.get(0).enrollments();
        enrollments.publish(Plan.forPeople(PLAN.value()).email("mail", "t").build());
        JdbcEnrollmentStore.on(dataSource())
                .subjects()
                .put(
                        OrganizationId.DEFAULT,
                        IntStream.range(0, PEOPLE)
                                .mapToObj(RunsAtOnceContract::person)
                                .toList());
        List<EnrollerRun> runs = List.of(asked(engines.get(0)), asked(engines.get(0)));
        workAtOnce(engines);
        long enrolled = 0;
        for (EnrollerRun run : runs) {
            EnrollerRun ended = enrollments.runs().find(run.id());
            assertThat(ended.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(ended.funnel().candidates()).isEqualTo(PEOPLE);
            enrolled += ended.funnel().enrolled();
            assertThat(enrollments
                            .runs()
                            .candidates(run.id(), query -> query, PageRequest.first(PEOPLE + 1))
                            .items())
                    .extracting(Candidate::position)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, PEOPLE)
                            .mapToObj(i -> (long) i)
                            .toList());
        }
        assertThat(enrolled).isEqualTo(PEOPLE);
        assertThat(enrollments.list(PLAN, PageRequest.first(PEOPLE + 1)).items())
                .hasSize(PEOPLE);
        assertThat(enrollments.audit().isClean()).isTrue();
    }

    private static void workAtOnce(List<EnrollmentEngine> engines)
            throws ExecutionException, InterruptedException, TimeoutException {
        ExecutorService pool = Executors.newFixedThreadPool(engines.size());
        CyclicBarrier start = new CyclicBarrier(engines.size());
        try {
            List<? extends Future<?>> running = engines.stream()
                    .map(engine -> pool.submit(() -> {
                        start.await(1, TimeUnit.MINUTES);
                        engine.workRuns();
                        return true;
                    }))
                    .toList();
            for (Future<?> one : running) {
                one.get(1, TimeUnit.MINUTES);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
