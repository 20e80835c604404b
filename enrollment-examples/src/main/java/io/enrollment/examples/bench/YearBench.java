package io.enrollment.examples.bench;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.simulation.SimulatedStep;
import io.enrollment.simulation.Simulation;
import io.enrollment.simulation.SimulationRequest;
import io.enrollment.simulation.Simulator;
import io.enrollment.subject.Subject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Measures a year of a five-step plan under the virtual clock, in memory: enroll, check, carry through, read the logs. */
public final class YearBench {

    private static final String SENT = "SENT";

    private YearBench() {}

    /**
     * Runs it several times and prints each figure and the median.
     *
     * @param subjects how many people
     * @param rounds how many times
     * @param out where the figures go, a line each
     * @return the median
     * @throws IllegalStateException if a run does not send what the plan says
     */
    public static Duration run(int subjects, int rounds, Consumer<String> out) {
        List<Subject> people = Crowd.people(subjects);
        List<Duration> times = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            long began = System.nanoTime();
            Simulation year = Simulator.run(request(people));
            Duration time = Duration.ofNanos(System.nanoTime() - began);
            times.add(time);
            out.accept("round %d: %d enrolled, %d messages, %d ms"
                    .formatted(round, checked(year, subjects), sent(year), time.toMillis()));
        }
        Collections.sort(times);
        Duration median = times.get(times.size() / 2);
        out.accept("median of %d: %d ms for %d subjects, 5 steps, 365 days (%.1f µs a step)"
                .formatted(rounds, median.toMillis(), subjects, median.toNanos() / 5e3 / subjects));
        return median;
    }

    private static SimulationRequest request(List<Subject> people) {
        SimulationRequest.Builder request = SimulationRequest.builder();
        return request.plan(Crowd.year())
                .organization(Crowd.organization())
                .subjects(people)
                .startAt(Crowd.START)
                .endAt(Crowd.START.plus(365, ChronoUnit.DAYS))
                .build();
    }

    private static long checked(Simulation year, int subjects) {
        long enrolled =
                year.attempts().stream().filter(EnrollmentResult::enrolled).count();
        if (enrolled != subjects || sent(year) != 5L * subjects) {
            throw new IllegalStateException(enrolled + " enrolled and " + sent(year) + " sent of " + subjects);
        }
        return enrolled;
    }

    private static long sent(Simulation year) {
        return year.steps().stream()
                .map(SimulatedStep::outcome)
                .filter(SENT::equals)
                .count();
    }
}
