package io.enrollment.examples.cli;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.simulation.SimulationRequest;
import io.enrollment.simulation.Simulator;
import io.enrollment.subject.Subject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulationProgressTest {

    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();
    private final Ui ui = new Ui(new PrintWriter(new StringWriter()), new PrintWriter(err), false);

    @Test
    void a_long_simulation_tells_of_subjects_first_and_then_of_virtual_time() {
        simulate(Duration.ofSeconds(20));
        assertThat(err.toString().lines()).first().isEqualTo("simulating: 1 of 2");
        assertThat(err.toString().lines()).last().asString().startsWith("simulating: 2026-03-03T14:00:00Z, ");
    }

    @Test
    void a_short_one_says_nothing() {
        simulate(Duration.ofMillis(1));
        assertThat(err.toString()).isEmpty();
    }

    private void simulate(Duration each) {
        Progress progress = new Progress(ui, "simulating", () -> nanos.getAndAdd(each.toNanos()));
        Instant start = Instant.parse("2026-03-02T14:00:00Z");
        SimulationRequest request = SimulationRequest.builder()
                .plan(Plan.forPeople("p").waitFor(days(1)).exit("end").build())
                .organization(Organization.named("Acme")
                        .sentBy("Acme, 1 Main St")
                        .unsubscribeAt("https://acme.example/u")
                        .build())
                .subjects(List.of(subject("ann"), subject("bob")))
                .startAt(start)
                .endAt(start.plus(Duration.ofDays(2)))
                .build();
        Simulator.run(request, new SimulationProgress(progress, 2));
    }

    private static Subject subject(String id) {
        return Subject.person(id).build();
    }
}
