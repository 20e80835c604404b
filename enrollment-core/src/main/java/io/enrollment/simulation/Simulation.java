package io.enrollment.simulation;

import io.enrollment.enrollment.EnrollmentResult;
import java.util.List;

/**
 * What came of a simulation.
 *
 * @param attempts the attempt to enroll each subject, in the order of the request
 * @param steps what was carried out or skipped, by subject in the order of the request, then in the order of events
 */
public record Simulation(List<EnrollmentResult> attempts, List<SimulatedStep> steps) {
    /** Copies the lists. */
    public Simulation {
        attempts = List.copyOf(attempts);
        steps = List.copyOf(steps);
    }
}
