package io.enrollment.engine;

/** What becomes of the running enrollments of a plan that is archived. */
public enum OnArchive {
    /** They go on to their end. */
    FINISH_RUNNING,
    /** They are stopped. */
    STOP_RUNNING
}
