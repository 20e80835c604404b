package io.enrollment.json;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.report.Troubleshooting;

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
            json.writeArrayFieldStart("attempts");
            for (EnrollmentResult attempt : found.attempts()) {
                json.writeRawValue(EnrollmentResultJson.write(attempt));
            }
            json.writeEndArray();
        });
    }
}
