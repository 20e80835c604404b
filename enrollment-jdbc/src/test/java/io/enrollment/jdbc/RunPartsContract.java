package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.RunRequest;
import io.enrollment.enrollment.Command;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Runs by an engine with its own threads, several chunks of which are on their way to the store at once: whatever breaks at
 * whatever point, nobody is a candidate twice or left out, and what the run says adds up with what is stored.
 */
abstract class RunPartsContract {

    private static final int PEOPLE = 47;
    private static final PlanId PLAN = PlanId.of("spring");
    private static final Instant LONG_AGO = Instant.parse("2025-01-05T14:00:00Z");
    private static final PageRequest EVERYBODY = PageRequest.first(1000);

    private final TestHost host = new TestHost();

    abstract DataSource dataSource();

    /** Breaks a call of each so many, on any thread, at most so often. */
    private static final class Breaker implements Watched.Watcher {
        private final Set<String> points;
        private final int distance;
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        Breaker(Set<String> points, int distance) {
            this.points = points;
            this.distance = distance;
        }

        private void pass(String point) throws SQLException {
            if (points.contains(point) && calls.incrementAndGet() % distance == 0) {
                failures.incrementAndGet();
                throw new SQLException("broken at " + point, "08006");
            }
        }

        @Override
        public void onCall(String method, int arguments) throws SQLException {
            pass(method);
        }

        @Override
        public void beforeCommit() throws SQLException {
            pass("before commit");
        }

        @Override
        public void afterCommit() throws SQLException {
            pass("after commit");
        }
    }

    private static Subject person(int i) {
        Consent.Builder consent = Consent.builder();
        Subject.Builder person = Subject.person("p-" + i);
        person.email(i % 5 == 0 ? "nowhere" : "p" + i + "@example.com");
        return person.addConsent(consent.kind(ConsentKind.EXPRESS)
                        .at(LONG_AGO)
                        .evidence("form")
                        .build())
                .build();
    }

    private Enrollments prepared() {
        JdbcEnrollmentStore store = TestDatabase.emptied(dataSource(), JdbcEnrollmentStore.builder(dataSource()));
        store.subjects()
                .put(
                        OrganizationId.DEFAULT,
                        IntStream.range(0, PEOPLE)
                                .mapToObj(RunPartsContract::person)
                                .toList());
        Enrollments enrollments = host.engine(store).build().enrollments();
        enrollments.publish(Plan.forPeople(PLAN.value()).email("mail", "t").build());
        return enrollments;
    }

    /** Two rows are copied already, as a thousand are elsewhere. */
    private static JdbcEnrollmentStore store(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(dataSource).copiedFrom(2).open();
    }

    private EnrollmentEngine engine(DataSource dataSource, EngineListener listener) {
        JdbcEnrollmentStore store = store(dataSource);
        return host.engine(store)
                .subjects(store.subjects())
                .audience(store.subjects())
                .listener(listener)
                .settings(settings -> settings.runChunkSize(4).pollInterval(Duration.ofMillis(20)))
                .start();
    }

    private static EnrollerRun asked(Enrollments enrollments) {
        RunRequest.Builder request = RunRequest.builder();
        return enrollments.runs().start(request.plan(PLAN).everybody(true).build());
    }

    /** Hears of every change of the runs. */
    private static final class Heard implements EngineListener {
        private final List<EnrollerRun> changes = new CopyOnWriteArrayList<>();
        private final CountDownLatch ended;

        Heard(int runs) {
            ended = new CountDownLatch(runs);
        }

        @Override
        public void onRun(EnrollerRun run) {
            changes.add(run);
            if (run.status().isTerminal()) {
                ended.countDown();
            }
        }

        void await() throws InterruptedException {
            assertThat(ended.await(2, TimeUnit.MINUTES)).as("the run ends").isTrue();
        }
    }

    private static List<Candidate> candidates(Enrollments enrollments, EnrollerRun run) {
        return enrollments
                .runs()
                .candidates(run.id(), query -> query, EVERYBODY)
                .items();
    }

    private static void isWhole(Enrollments enrollments, EnrollerRun asked, long enrolled) {
        EnrollerRun run = enrollments.runs().find(asked.id());
        assertThat(run.status()).as(run.message().orElse("")).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.found()).isEqualTo(PEOPLE);
        assertThat(run.duplicates()).isZero();
        assertThat(run.funnel().enrolled()).isEqualTo(enrolled);
        List<Candidate> candidates = candidates(enrollments, run);
        assertThat(candidates)
                .extracting(Candidate::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, PEOPLE).boxed().toList());
        assertThat(candidates).extracting(one -> one.result().subject().value()).doesNotHaveDuplicates();
        assertThat(enrollments.list(PLAN, EVERYBODY).items()).hasSize(eligible());
        assertThat(enrollments.audit().isClean()).isTrue();
    }

    private static int eligible() {
        return (int) IntStream.range(0, PEOPLE).filter(i -> i % 5 != 0).count();
    }

    @Test
    void theProgressIsToldChunkByChunkInOrder() throws InterruptedException {
        Enrollments enrollments = prepared();
        EnrollerRun asked = asked(enrollments);
        Heard heard = new Heard(1);
        try (EnrollmentEngine engine = engine(dataSource(), heard)) {
            engine.wakeUp();
            heard.await();
        }
        isWhole(enrollments, asked, eligible());
        assertThat(heard.changes).extracting(EnrollerRun::revision).isSorted().doesNotHaveDuplicates();
        assertThat(heard.changes)
                .extracting(EnrollerRun::chunks)
                .contains(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    }

    @Test
    void whateverBreaksAtWhateverPointNothingIsLostOrDoubled() throws InterruptedException {
        List<Breaker> breakers = new ArrayList<>();
        for (int distance : new int[] {7, 11, 17, 29}) {
            breakers.add(new Breaker(Set.of("prepareStatement", "unwrap"), 3 * distance));
            breakers.add(new Breaker(Set.of("before commit", "after commit"), distance));
        }
        for (Breaker breaker : breakers) {
            Enrollments enrollments = prepared();
            EnrollerRun asked = asked(enrollments);
            Heard heard = new Heard(1);
            try (EnrollmentEngine engine = engine(Watched.by(breaker, dataSource()), heard)) {
                engine.wakeUp();
                heard.await();
            }
            assertThat(breaker.failures.get()).isPositive();
            isWhole(enrollments, asked, eligible());
        }
    }

    @Test
    void twoRunsOfOnePlanThatWantTheSamePeopleEnrollEverybodyOnce() throws InterruptedException {
        Enrollments enrollments = prepared();
        List<EnrollerRun> asked = List.of(asked(enrollments), asked(enrollments));
        Heard heard = new Heard(2);
        try (EnrollmentEngine one = engine(dataSource(), heard);
                EnrollmentEngine another = engine(dataSource(), heard)) {
            one.wakeUp();
            another.wakeUp();
            heard.await();
        }
        long first = enrollments.runs().find(asked.get(0).id()).funnel().enrolled();
        isWhole(enrollments, asked.get(0), first);
        isWhole(enrollments, asked.get(1), eligible() - first);
    }

    @Test
    void aCanceledRunStopsWithWhatItSaysThatItDid() throws InterruptedException {
        Enrollments enrollments = prepared();
        EnrollerRun asked = asked(enrollments);
        CountDownLatch through = new CountDownLatch(1);
        CountDownLatch canceled = new CountDownLatch(1);
        EngineListener canceling = new EngineListener() {
            @Override
            public void onRun(EnrollerRun run) {
                if (run.chunks() == 2 && through.getCount() > 0) {
                    through.countDown();
                    enrollments.runs().cancel(asked.id(), new Command.By("Ann", "asked"));
                    canceled.countDown();
                }
            }
        };
        try (EnrollmentEngine engine = engine(dataSource(), canceling)) {
            engine.wakeUp();
            assertThat(canceled.await(1, TimeUnit.MINUTES)).isTrue();
        }
        EnrollerRun run = enrollments.runs().find(asked.id());
        assertThat(run.status()).isEqualTo(RunStatus.CANCELED);
        assertThat(run.chunks()).as("one was on its way").isBetween(2L, 3L);
        assertThat(candidates(enrollments, run)).hasSize((int) run.funnel().candidates());
        assertThat(enrollments.list(PLAN, EVERYBODY).items())
                .hasSize((int) run.funnel().enrolled());
        assertThat(enrollments.audit().isClean()).isTrue();
    }
}
