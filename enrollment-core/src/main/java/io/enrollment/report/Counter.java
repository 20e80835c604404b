package io.enrollment.report;

import io.enrollment.enrollment.LogKind;
import io.enrollment.internal.Require;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.StepKey;

/** One thing that is counted for a plan, whatever the version. Its {@link #text} is part of the stored data. */
public sealed interface Counter {

    /**
     * Enrollments in a status now, removed ones left out.
     *
     * @param status the status
     */
    record InStatus(EnrollmentStatus status) implements Counter {
        @Override
        public String text() {
            return "status/" + status;
        }
    }

    /**
     * Enrollments whose next step is this one now.
     *
     * @param step the step
     */
    record At(StepKey step) implements Counter {
        @Override
        public String text() {
            return "at/" + step;
        }
    }

    /**
     * Log entries of a step.
     *
     * @param kind what happened
     * @param step the step
     */
    record Logged(LogKind kind, StepKey step) implements Counter {
        @Override
        public String text() {
            return "log/" + kind + "/" + step;
        }
    }

    /** The stored form, at most 200 code points. */
    String text();

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is no counter
     */
    static Counter parse(String text) {
        String[] parts = text.split("/", 2);
        Require.that(parts.length == 2, "counter", text, "have a kind and a name");
        return switch (parts[0]) {
            case "status" -> new InStatus(EnrollmentStatus.valueOf(parts[1]));
            case "at" -> new At(StepKey.of(parts[1]));
            case "log" -> logged(text, parts[1]);
            default -> throw Require.refusal("counter", text, "be of a kind that is known");
        };
    }

    private static Counter logged(String text, String kindAndStep) {
        String[] parts = kindAndStep.split("/", 2);
        Require.that(parts.length == 2, "counter", text, "have a kind and a step");
        return new Logged(LogKind.valueOf(parts[0]), StepKey.of(parts[1]));
    }
}
