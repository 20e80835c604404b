package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.StepKey;
import java.io.IOException;
import java.time.Instant;

/** The stored form of log entries. What is empty is left out; members that are not known are passed over. Thread-safe. */
public final class LogEntryJson {

    private static final String FORMAT = "enrollment-log-entry/1";

    private LogEntryJson() {}

    /** Writes an entry on one line. */
    public static String write(LogEntry entry) {
        return Compact.write(json -> {
            json.writeStringField("format", FORMAT);
            Compact.put(json, "enrollment", entry.enrollment());
            json.writeNumberField("seq", entry.seq());
            Compact.put(json, "at", entry.at());
            Compact.put(json, "kind", entry.kind());
            Compact.put(json, "step", entry.step());
            due(json, entry);
            Compact.put(json, "reason", entry.reason());
            Compact.put(json, "actor", entry.actor());
            Compact.put(json, "idempotencyKey", entry.idempotencyKey());
            if (!entry.details().isEmpty()) {
                Compact.texts(json, "details", entry.details());
            }
        });
    }

    private static void due(JsonGenerator json, LogEntry entry) throws IOException {
        if (entry.due().isPresent()) {
            Compact.object(
                    json, "due", due -> DueTimeJson.members(due, entry.due().get()));
        }
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no log entry
     */
    public static LogEntry read(String text) {
        return Compact.read(text, LogEntryJson::read);
    }

    private static LogEntry read(JsonParser json) throws IOException {
        LogEntry.Builder entry = LogEntry.builder();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "enrollment" -> entry.enrollment(EnrollmentId.of(json.getText()));
                case "seq" -> entry.seq(json.getLongValue());
                case "at" -> entry.at(Instant.parse(json.getText()));
                case "kind" -> entry.kind(LogKind.valueOf(json.getText()));
                case "step" -> entry.step(StepKey.of(json.getText()));
                case "due" -> entry.due(DueTimeJson.read(json));
                case "reason" -> entry.reason(json.getText());
                case "actor" -> entry.actor(json.getText());
                case "idempotencyKey" -> entry.idempotencyKey(new IdempotencyKey(json.getText()));
                case "details" -> entry.details(Compact.texts(json));
                default -> json.skipChildren();
            }
        }
        return entry.build();
    }
}
