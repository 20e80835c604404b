package io.enrollment.eligibility;

import java.util.Set;

/** The stages of the funnel, each a subset of the one before. */
public enum FunnelStage {
    /** Who was found, and may enter the plan at all: type of subject, the plan's dates, its criteria. */
    QUERY_PARAM_CUSTOMERS,
    /** Who is there and can be reached. */
    POTENTIAL_CUSTOMERS,
    /** For whom the event is new. */
    POTENTIAL_EVENTS,
    /** Who passes every check; also called valid potentials. */
    ELIGIBLE,
    /** Who was enrolled. */
    SUCCESS;

    private static final Set<CheckName> REACHABLE =
            Set.of(CheckName.DELETED, CheckName.VALID_EMAIL, CheckName.VALID_MESSAGE, CheckName.VALID_PHONE);
    private static final Set<CheckName> NEW = Set.of(CheckName.ALREADY_IN_QUEUE, CheckName.UNIQUE_EVENT);

    /** The stage at which a check rejects; host checks do so at ELIGIBLE. */
    public static FunnelStage of(CheckName check) {
        if (check.equals(CheckName.ENTRY)) {
            return QUERY_PARAM_CUSTOMERS;
        }
        if (REACHABLE.contains(check)) {
            return POTENTIAL_CUSTOMERS;
        }
        return NEW.contains(check) ? POTENTIAL_EVENTS : ELIGIBLE;
    }
}
