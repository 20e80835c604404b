package io.enrollment.architecture.broken.plan;

import com.fasterxml.jackson.databind.JsonNode;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class KnowsJackson {
    boolean same(JsonNode one, JsonNode other) {
        return one.equals(other);
    }
}
