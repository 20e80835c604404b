package io.enrollment.spi;

/** How a list of enrollments is ordered: what an index serves, so that the last page costs what the first one does. */
public enum EnrollmentOrder {
    /** By begin, the newest first. */
    NEWEST,
    /** By the display name of the subject, whatever the case; those without a name by the subject's id. */
    NAME
}
