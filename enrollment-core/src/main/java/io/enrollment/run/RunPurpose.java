package io.enrollment.run;

/** What a run is for. */
public enum RunPurpose {
    /** Evaluates the audience and enrolls who passes every check. */
    DEFAULT,
    /** Evaluates the audience as a real run would, and enrolls nobody. */
    CAMPAIGN_SIMULATION,
    /** Counts whom each audience query finds; evaluates nobody. */
    CRITERION_STATS,
    /** Evaluates one subject against every active plan for its type; enrolls nobody. */
    CUSTOMER_EVALUATION,
    /** Like {@link #DEFAULT}, and then expires the enrolled who no longer match, if the plan says so. */
    CAMPAIGN_EVALUATION_AND_EXPIRE;

    /** Whether eligible candidates are enrolled. */
    public boolean enrolls() {
        return this == DEFAULT || this == CAMPAIGN_EVALUATION_AND_EXPIRE;
    }

    /** Whether candidates are evaluated and kept. */
    public boolean evaluates() {
        return this != CRITERION_STATS;
    }

    /** Whether it is about the audience of one plan. */
    public boolean isOfOnePlan() {
        return this != CUSTOMER_EVALUATION;
    }
}
