package io.enrollment.calendar;

/** The place that a zone was taken from, in the order in which the places are asked. */
public enum ZoneSource {
    /** The subject's own zone. */
    SUBJECT,
    /** The zone of the step. */
    STEP,
    /** The zone of the plan. */
    PLAN,
    /** The zone of the organization. */
    ORGANIZATION,
    /** None was given: UTC. */
    UTC
}
