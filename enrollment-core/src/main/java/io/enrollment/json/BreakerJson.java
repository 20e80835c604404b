package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.plan.CircuitBreaker;
import io.enrollment.plan.CircuitBreaker.Threshold;
import java.time.Duration;
import java.util.Optional;

/** The circuit breaker of a plan. */
final class BreakerJson {

    private static final int WHOLE = 1000;

    private BreakerJson() {}

    static Optional<CircuitBreaker> read(Section section) {
        Optional<Threshold> bounces = section.section("bounces").flatMap(BreakerJson::threshold);
        Optional<Threshold> complaints = section.section("complaints").flatMap(BreakerJson::threshold);
        Duration window = section.text("window", Times::duration).orElse(CircuitBreaker.ONE_DAY);
        boolean said = section.has("bounces") || section.has("complaints");
        section.end();
        if (!said) {
            return section.refuse("bounces", "be there, or complaints");
        }
        return bounces.isEmpty() && complaints.isEmpty()
                ? Optional.empty()
                : section.make("window", () -> new CircuitBreaker(bounces, complaints, window));
    }

    private static Optional<Threshold> threshold(Section section) {
        Optional<Integer> perMille = section.requireInteger("perMille", 1, WHOLE);
        Optional<Integer> minimum = section.requireInteger("minimum", 1, Integer.MAX_VALUE);
        section.end();
        return perMille.flatMap(share -> minimum.map(least -> new Threshold(share, least)));
    }

    static ObjectNode write(CircuitBreaker breaker) {
        ObjectNode node = Json.object();
        breaker.bounces().ifPresent(limit -> write(limit, node.putObject("bounces")));
        breaker.complaints().ifPresent(limit -> write(limit, node.putObject("complaints")));
        Json.put(node, "window", breaker.window(), CircuitBreaker.ONE_DAY);
        return node;
    }

    private static void write(Threshold threshold, ObjectNode node) {
        node.put("perMille", threshold.perMille()).put("minimum", threshold.minimum());
    }
}
