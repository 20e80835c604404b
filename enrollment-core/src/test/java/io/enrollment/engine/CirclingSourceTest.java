package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.report.RunEvent;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.Page;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that comes back to a place where it was went on for ever, until a person canceled the run. */
class CirclingSourceTest {

    private static final Map<String, String> ROUND = Map.of("", "one", "one", "two", "two", "three", "three", "one");

    private final Host host = new Host();
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void somebodyIsThere() {
        List.of("ann", "bob").forEach(host::person);
    }

    /** Gives everybody on each page of the first query, and says to go on there; the second query ends. */
    private AudienceSource circling() {
        return (request, page) -> {
            List<AudienceMember> everybody =
                    host.people.values().stream().map(AudienceMember::of).toList();
            if (request.query().equals("good")) {
                return new Page<>(everybody, Optional.empty());
            }
            String here = page.after().orElse("");
            asked.add(here);
            return new Page<>(everybody, Optional.of(ROUND.getOrDefault(here, "nowhere")));
        };
    }

    private static Plan plan() {
        Plan.Builder plan = Plan.builder();
        return plan.from(Host.twoEmails())
                .addAudience(
                        new AudienceQuery("round", 0, new Condition.Everybody()),
                        new AudienceQuery("good", 1, new Condition.Everybody()))
                .build();
    }

    private static void assertGivenUp(EnrollerRun run) {
        assertThat(run.status()).isEqualTo(RunStatus.ERROR);
        assertThat(run.message().orElseThrow())
                .startsWith("the query round failed: the audience source turns in a circle: it goes on at ")
                .endsWith(", where it was before");
        assertThat(run.query("round").orElseThrow().attempts()).isEqualTo(1);
        assertThat(run.query("good").orElseThrow().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.funnel().enrolled()).isEqualTo(2);
    }

    @Test
    void itsQueryIsGivenUpAndTheOthersGoOn() {
        EnrollmentEngine engine = host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .audience(circling())
                .build();
        engine.enrollments().publish(plan());
        EnrollerRun run = engine.enrollments().runs().start(RunRequest.of(PlanId.of("welcome")));
        host.clock.run(engine, host.clock.instant().plus(Duration.ofMinutes(1)));
        assertGivenUp(engine.enrollments().runs().find(run.id()));
        assertThat(asked).hasSizeLessThan(15);
        assertThat(engine.enrollments().runs().detail(run.id()).events())
                .extracting(RunEvent::text)
                .anyMatch(text -> text.startsWith("round (0) failed once: the audience source turns in a circle"));
    }

    @Test
    void soItIsWhenPagesAreFoundWhileOthersAreBeingStored() throws InterruptedException {
        BlockingQueue<EnrollerRun> ended = new LinkedBlockingQueue<>();
        EngineListener told = new EngineListener() {
            @Override
            public void onRun(EnrollerRun run) {
                if (run.status().isTerminal()) {
                    ended.add(run);
                }
            }
        };
        try (EnrollmentEngine engine = host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .audience(circling())
                .clock(Clock.systemUTC())
                .listener(told)
                .start()) {
            engine.enrollments().publish(plan());
            engine.enrollments().runs().start(RunRequest.of(PlanId.of("welcome")));
            EnrollerRun run = ended.poll(30, TimeUnit.SECONDS);
            assertGivenUp(java.util.Objects.requireNonNull(run, "no run ended in time"));
        }
    }
}
