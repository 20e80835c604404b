package io.enrollment.spi;

import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.subject.Subject;

/** Makes the words of a message. Deterministic: the same input gives the same words. */
public interface MessageRenderer {

    /** Whether there is such a template for such a step; a plan that names one that is not there is not published. */
    boolean exists(Step.Message step);

    /**
     * Renders a message.
     *
     * @throws MissingVariableException if the subject lacks a value that the template needs
     */
    RenderedMessage render(Step.Message step, Subject subject, Plan plan, Organization organization);
}
