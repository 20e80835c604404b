package io.enrollment.spi;

/** How a list of enrollments is ordered: what an index serves, so that the last page costs what the first one does. */
public enum EnrollmentOrder {
    /** By begin, the newest first. */
    NEWEST,
    /** By the display name of the subject, whatever the case; those without a name by the subject's id. */
    NAME,
    /**
     * By what is due next, the earliest first, then by id. What has no due time - because it has ended, is paused, failed, or
     * waits for a person - is not in the list. What somebody is working on may still stand where it was before. Whoever moves
     * while the list is read page by page may be in it twice, or not at all.
     */
    NEXT_DUE
}
