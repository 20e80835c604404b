package io.enrollment.report;

import io.enrollment.eligibility.FunnelStage;

/** The stages of the funnel as people call them. */
final class Stages {

    private Stages() {}

    static String label(FunnelStage stage) {
        return switch (stage) {
            case QUERY_PARAM_CUSTOMERS -> "Query param customers";
            case POTENTIAL_CUSTOMERS -> "Potential customers";
            case POTENTIAL_EVENTS -> "Potential events";
            case ELIGIBLE -> "Eligible";
            case SUCCESS -> "Success";
        };
    }
}
