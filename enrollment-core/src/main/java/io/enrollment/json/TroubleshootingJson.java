package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.report.AudienceMatch;
import io.enrollment.report.Troubleshooting;
import java.io.IOException;

/** The JSON form of a troubleshooting. Thread-safe. */
public final class TroubleshootingJson {

    private static final String FORMAT = "enrollment-troubleshooting/1";

    private TroubleshootingJson() {}

    /** Writes it on one line. */
    public static String write(Troubleshooting found) {
        return Compact.write(json -> {
            json.writeStringField("format", FORMAT);
            Compact.put(json, "subject", found.subject());
            Compact.put(json, "plan", found.version().id());
            json.writeNumberField("version", found.version().version());
            json.writeFieldName("rules");
            json.writeRawValue(PlanJson.canonical(found.version().plan()));
            json.writeBooleanField("neverTried", found.neverTried());
            json.writeBooleanField("eligibleNow", found.eligibleNow());
            Compact.put(json, "passesFrom", found.passesFrom());
            Compact.texts(json, "remedies", found.remedies());
            json.writeFieldName("now");
            json.writeRawValue(EnrollmentResultJson.write(found.now()));
            audience(json, found);
            failures(json, found);
            json.writeArrayFieldStart("attempts");
            for (EnrollmentResult attempt : found.attempts()) {
                json.writeRawValue(EnrollmentResultJson.write(attempt));
            }
            json.writeEndArray();
        });
    }

    private static void audience(JsonGenerator json, Troubleshooting found) throws IOException {
        json.writeArrayFieldStart("audience");
        for (AudienceMatch match : found.audience()) {
            json.writeStartObject();
            Compact.put(json, "query", match.query());
            json.writeBooleanField("finds", match.finds());
            Compact.put(json, "because", match.because());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void failures(JsonGenerator json, Troubleshooting found) throws IOException {
        json.writeArrayFieldStart("failures");
        for (LogEntry failure : found.failures()) {
            json.writeRawValue(LogEntryJson.write(failure));
        }
        json.writeEndArray();
    }
}
