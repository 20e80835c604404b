package io.enrollment.plan;

/** How the due time is found when a pause ends. */
public enum OnResume {
    /**
     * What was left of the wait is still to be waited. The default. Waiting for a window or a gap is no part of the wait:
     * they apply anew.
     */
    FREEZE,
    /** The due time stays as it was; overdue means now. */
    KEEP_CLOCK,
    /** The whole delay again, from the resume. */
    RESTART_DELAY,
    /**
     * Steps that fell due in the pause are skipped; later ones keep their clock. The way through branches, splits, goals and
     * exits is taken as ever; a step that was overdue before the pause is carried out.
     */
    SKIP_MISSED
}
