package io.enrollment.eligibility;

/** Who asks for an enrollment. */
public enum EntryOrigin {
    /** A person or the host's code, for this subject. */
    EXPLICIT,
    /** A rule: an enroller run, a step of another plan, an import. */
    RULE
}
