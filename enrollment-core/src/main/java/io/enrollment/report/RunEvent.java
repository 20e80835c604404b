package io.enrollment.report;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of what happened in a run.
 *
 * @param group what it is about
 * @param at when; empty for what is a sum over the whole run
 * @param text what happened, for people
 */
public record RunEvent(Group group, Optional<Instant> at, String text) {

    /** What an event of a run is about. */
    public enum Group {
        /** The run as a whole. */
        MAIN("Main"),
        /** Its audience queries. */
        CRITERIONS("Criterions"),
        /** Whom they found. */
        ENROLLER_RUN_CUSTOMERS("Enroller Run Customers"),
        /** What the checks said of them. */
        CUSTOMER_VALIDATION("Customer Validation"),
        /** Who was enrolled, or expired. */
        CAMPAIGN_CUSTOMERS("Campaign Customers");

        private final String label;

        Group(String label) {
            this.label = label;
        }

        /** The words for people. */
        public String label() {
            return label;
        }
    }
}
