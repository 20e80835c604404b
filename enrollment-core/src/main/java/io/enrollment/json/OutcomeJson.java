package io.enrollment.json;

import io.enrollment.enrollment.Outcome;
import io.enrollment.enrollment.Recovery;
import java.time.Duration;

/** What came of attempts, and what is known of earlier ones, as it is recorded. */
final class OutcomeJson {

    private OutcomeJson() {}

    static void write(JsonLine json, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            json.put("kind", "ACCEPTED");
            json.put("reference", accepted.reference());
            json.put("segments", accepted.segments());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            json.put("kind", "REJECTED");
            json.put("reason", rejected.reason());
            json.put("message", rejected.message());
        } else if (outcome instanceof Outcome.Failed failed) {
            json.put("kind", "FAILED");
            json.put("reason", failed.reason());
            json.put("message", failed.message());
            json.put("retryAfter", failed.retryAfter());
        } else if (outcome instanceof Outcome.Declined declined) {
            json.put("kind", "DECLINED");
            json.put("reason", declined.reason());
        } else {
            json.put("kind", "UNKNOWN");
            json.put("message", ((Outcome.Unknown) outcome).message());
        }
    }

    static Outcome read(Stored json) {
        return switch (json.text("kind")) {
            case "ACCEPTED" ->
                new Outcome.Accepted(json.text("reference"), json.has("segments") ? json.integer("segments") : 0);
            case "REJECTED" -> new Outcome.Rejected(json.text("reason"), json.text("message"));
            case "FAILED" ->
                new Outcome.Failed(
                        json.text("reason"), json.text("message"), json.maybe("retryAfter", Duration::parse));
            case "DECLINED" -> new Outcome.Declined(json.text("reason"));
            case "UNKNOWN" -> new Outcome.Unknown(json.text("message"));
            default -> throw json.refused("kind", "be an outcome that this version knows");
        };
    }

    static void write(JsonLine json, Recovery recovery) {
        if (recovery instanceof Recovery.Fresh) {
            json.put("kind", "FRESH");
        } else if (recovery instanceof Recovery.Confirmed confirmed) {
            json.put("kind", "CONFIRMED");
            json.put("firstHandOff", confirmed.firstHandOff());
            json.object("outcome", outcome -> write(outcome, confirmed.outcome()));
        } else if (recovery instanceof Recovery.Repeatable repeatable) {
            json.put("kind", "REPEATABLE");
            json.put("firstHandOff", repeatable.firstHandOff());
            json.bool("asked", repeatable.asked());
        } else {
            json.put("kind", "LOST");
            json.put("firstHandOff", ((Recovery.Lost) recovery).firstHandOff());
        }
    }

    static Recovery recovery(Stored json) {
        return switch (json.text("kind")) {
            case "FRESH" -> new Recovery.Fresh();
            case "CONFIRMED" -> confirmed(json);
            case "REPEATABLE" -> new Recovery.Repeatable(json.instant("firstHandOff"), json.flag("asked"));
            case "LOST" -> new Recovery.Lost(json.instant("firstHandOff"));
            default -> throw json.refused("kind", "be a recovery that this version knows");
        };
    }

    private static Recovery confirmed(Stored json) {
        Stored outcome = json.part("outcome");
        if (read(outcome) instanceof Outcome.Accepted accepted) {
            return new Recovery.Confirmed(accepted, json.instant("firstHandOff"));
        }
        throw outcome.refused("kind", "be ACCEPTED");
    }
}
