package io.enrollment.examples.bench;

import java.util.Map;

/** One way to evaluate a whole audience, keep every candidate with its reasons, and enroll those that are eligible. */
interface RunContestant {

    /** What it is called in the results. */
    String name();

    /** Empties its tables, and enrolls those who are enrolled before; not measured. */
    void prepare() throws Exception;

    /** Evaluates everybody. */
    void run() throws Exception;

    /** How many candidates failed at which check first, and how many rows were written of each kind; not measured. */
    Map<String, Long> outcome() throws Exception;
}
