package io.enrollment.json;

import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.StepKey;
import java.io.IOException;

/** The stored form of log entries. What is empty is left out; members that are not known are passed over. Thread-safe. */
public final class LogEntryJson {

    private static final String FORMAT = "enrollment-log-entry/1";

    private LogEntryJson() {}

    /** Writes an entry on one line. */
    public static String write(LogEntry entry) {
        return JsonLine.of(json -> {
            json.put("format", FORMAT);
            json.put("enrollment", entry.enrollment());
            json.number("seq", entry.seq());
            json.put("at", entry.at());
            json.put("kind", entry.kind());
            json.put("step", entry.step());
            due(json, entry);
            json.put("reason", entry.reason());
            json.put("actor", entry.actor());
            json.put("idempotencyKey", entry.idempotencyKey());
            if (!entry.details().isEmpty()) {
                json.texts("details", entry.details());
            }
        });
    }

    private static void due(JsonLine json, LogEntry entry) {
        if (entry.due().isPresent()) {
            json.object("due", due -> DueTimeJson.members(due, entry.due().get()));
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
                case "at" -> entry.at(StoredTimes.instant(json.getText()));
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
