package io.enrollment.examples.cli;

import io.enrollment.eligibility.Verdict;
import io.enrollment.subject.Subject;

/** Takes verdicts in the order of the file. */
interface EvaluationOutput {

    /** The verdict of one subject. */
    void add(Subject subject, Verdict verdict);

    /** There are no more. */
    void end();
}
