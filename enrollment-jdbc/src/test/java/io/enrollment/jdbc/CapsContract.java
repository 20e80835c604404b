package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.plan.MessageCap;
import io.enrollment.plan.MessageCaps;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.WhenBlocked;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Engines that share a database keep the caps of an organization together. */
abstract class CapsContract {

    private static final int PEOPLE = 40;
    private static final int PLANS = 3;
    private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final TestHost host = new TestHost();
    private final VirtualClock clock = VirtualClock.at(MONDAY);

    abstract DataSource dataSource();

    private EnrollmentEngine engine() {
        SchemaManager.on(dataSource()).apply();
        MessageCaps oneADay =
                MessageCaps.builder().addCap(MessageCap.within(1, DAY)).build();
        return host.engine(JdbcEnrollmentStore.on(dataSource()))
                .organization(Organization.named("Acme Motors")
                        .zone("America/Toronto")
                        .sentBy("Acme Motors, 1 Main St, Toronto")
                        .unsubscribeAt("https://acme.example/u")
                        .caps(oneADay))
                .clock(clock)
                .settings(settings -> settings.batchSize(7))
                .build();
    }

    private Map<SubjectId, Long> messages() {
        return host.mail().handed().stream()
                .collect(Collectors.groupingBy(OutboundMessage::subject, Collectors.counting()));
    }

    @Test
    void severalEnginesGiveEverySubjectOneMessageADayOfAllPlansTogether()
            throws ExecutionException, InterruptedException, TimeoutException {
        List<EnrollmentEngine> engines = List.of(engine(), engine());
        List<SubjectId> people = host.people(PEOPLE);
        for (int i = 0; i < PLANS; i++) {
            Plan plan = Plan.forPeople("plan-" + i)
                    .email("mail", "t")
                    .whenBlocked(WhenBlocked.WAIT)
                    .build();
            engines.get(0).enrollments().publish(plan);
            engines.get(0).enrollments().enrollAll(EnrollRequest.in(plan.id()), people);
        }
        for (long day = 1; day <= PLANS; day++) {
            workAtOnce(engines);
            long sent = day;
            assertThat(messages().values()).hasSize(PEOPLE).allMatch(count -> count == sent);
            clock.advance(DAY);
        }
    }

    private static void workAtOnce(List<EnrollmentEngine> engines)
            throws ExecutionException, InterruptedException, TimeoutException {
        ExecutorService pool = Executors.newFixedThreadPool(engines.size());
        CyclicBarrier start = new CyclicBarrier(engines.size());
        try {
            List<? extends Future<?>> running = engines.stream()
                    .map(engine -> pool.submit(() -> {
                        start.await(1, TimeUnit.MINUTES);
                        return engine.workDue();
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
