package io.enrollment.run;

/** What became of a candidate. */
public enum CandidateStatus {
    /** Eligible, and not decided yet: nobody was enrolled, as in a simulation. */
    PENDING,
    /** Enrolled. */
    SUCCESS,
    /** Refused or failed. */
    ERROR
}
