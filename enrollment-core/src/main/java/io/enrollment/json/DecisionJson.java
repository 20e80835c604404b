package io.enrollment.json;

import io.enrollment.enrollment.Decision;
import io.enrollment.enrollment.Decision.Asked;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.MigrationOptions;
import io.enrollment.enrollment.RetryPolicy;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.StepKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * The stored form of what a decision went by. Of incoming texts it holds what they say to the engine, not their words; of the
 * subject everything that was known. Members that are not known are passed over. Thread-safe.
 */
public final class DecisionJson {

    private static final String FORMAT = "enrollment-decision/1";

    private DecisionJson() {}

    /**
     * Writes a decision on one line.
     *
     * @param decision what it went by
     * @param entries how many log entries it made
     */
    public static String write(Decision decision, int entries) {
        return JsonLine.of(json -> {
            json.put("format", FORMAT);
            json.put("at", decision.at());
            json.number("version", decision.version());
            json.number("entries", entries);
            asked(json, decision.asked());
            decision.letOut()
                    .ifPresent(let -> json.object("letOut", out -> {
                        out.put("at", let.at());
                        out.object("recovery", recovery -> OutcomeJson.write(recovery, let.recovery()));
                    }));
            decision.before().ifPresent(before -> json.document("before", EnrollmentJson.write(before)));
            FactsJson.write(json, decision.facts());
            if (!decision.answers().isEmpty()) {
                CheckResults.write(json, "answers", decision.answers());
            }
            retries(json, decision.retries());
        });
    }

    private static void asked(JsonLine json, Asked asked) {
        if (asked instanceof Asked.Begin begin) {
            json.put("asked", "BEGIN");
            json.put("enrollment", begin.id());
            json.number("cycle", begin.cycle());
            json.put("eventKey", begin.eventKey());
            json.put("purpose", begin.purpose());
        } else if (asked instanceof Asked.Told told) {
            json.put("asked", "TOLD");
            CommandJson.write(json, told.command());
        } else if (asked instanceof Asked.Late late) {
            json.put("asked", "LATE");
            json.put("step", late.step());
            json.number("occurrence", late.occurrence());
            CommandJson.attempted(json, late.attempted());
        } else if (asked instanceof Asked.Moved moved) {
            moved(json, moved);
        } else if (asked instanceof Asked.MovedBack back) {
            json.put("asked", "MOVED_BACK");
            json.number("to", back.to());
            json.document("moved", LogEntryJson.write(back.moved()));
            CommandJson.by(json, back.by());
        } else {
            Asked.Parked parked = (Asked.Parked) asked;
            json.put("asked", "PARKED");
            json.put("reason", parked.reason());
            json.put("message", parked.message());
        }
    }

    private static void moved(JsonLine json, Asked.Moved moved) {
        json.put("asked", "MOVED");
        json.number("to", moved.to());
        Map<String, String> mapping = new LinkedHashMap<>();
        moved.options().mapping().forEach((from, to) -> mapping.put(from.value(), to.value()));
        json.texts("mapping", mapping);
        json.bool("sendInserted", moved.options().sendInserted());
        CommandJson.by(json, moved.by());
    }

    private static void retries(JsonLine json, RetryPolicy retries) {
        if (!retries.equals(RetryPolicy.DEFAULT)) {
            json.object("retries", policy -> {
                policy.number("attempts", retries.attempts());
                policy.put("first", retries.first());
                policy.put("longest", retries.longest());
            });
        }
    }

    /** What {@link #read} finds: a decision, and how many log entries it made. */
    public record Read(Decision decision, int entries) {}

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws InvalidDocumentException if it is no decision
     */
    public static Read read(String text) {
        return read(Stored.document(text));
    }

    static Read read(Stored document) {
        Stored json = document.ofFormat(FORMAT);
        Optional<Enrollment> before =
                json.has("before") ? Optional.of(json.document("before", EnrollmentJson::read)) : Optional.empty();
        Decision decision = new Decision(
                asked(json),
                before,
                json.integer("version"),
                FactsJson.read(json),
                json.instant("at"),
                json.maybePart("letOut")
                        .map(let -> new Decision.LetOut(OutcomeJson.recovery(let.part("recovery")), let.instant("at"))),
                json.documents("answers", CheckResults::read),
                json.maybePart("retries").map(DecisionJson::retries).orElse(RetryPolicy.DEFAULT));
        return new Read(decision, json.integer("entries"));
    }

    private static RetryPolicy retries(Stored json) {
        return new RetryPolicy(json.integer("attempts"), json.duration("first"), json.duration("longest"));
    }

    private static Asked asked(Stored json) {
        return switch (json.text("asked")) {
            case "BEGIN" ->
                new Asked.Begin(
                        json.text("enrollment", EnrollmentId::of),
                        json.integer("cycle"),
                        json.text("eventKey", EventKey::of),
                        json.text("purpose", EntryPurpose::valueOf));
            case "TOLD" -> new Asked.Told(CommandJson.read(json));
            case "LATE" ->
                new Asked.Late(json.text("step", StepKey::of), json.integer("occurrence"), CommandJson.attempted(json));
            case "MOVED" -> moved(json);
            case "MOVED_BACK" -> {
                LogEntry moved = json.document("moved", LogEntryJson::read);
                yield new Asked.MovedBack(json.integer("to"), moved, CommandJson.by(json));
            }
            case "PARKED" -> new Asked.Parked(json.text("reason"), json.text("message"));
            default -> throw json.refused("asked", "be a question that this version knows");
        };
    }

    private static Asked moved(Stored json) {
        Map<StepKey, StepKey> mapping = new LinkedHashMap<>();
        for (Entry<String, String> key : json.texts("mapping").entrySet()) {
            mapping.put(StepKey.of(key.getKey()), StepKey.of(key.getValue()));
        }
        MigrationOptions options = new MigrationOptions(mapping, json.flag("sendInserted"));
        return new Asked.Moved(json.integer("to"), options, CommandJson.by(json));
    }
}
