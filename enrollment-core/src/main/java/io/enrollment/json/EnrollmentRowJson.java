package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.report.EnrollmentRow;
import java.io.IOException;

/** The rows of a list of enrollments as JSON. What is empty is left out; what was done is always there. Thread-safe. */
public final class EnrollmentRowJson {

    private static final String FORMAT = "enrollment-row/1";

    private EnrollmentRowJson() {}

    /** Writes a row on one line. */
    public static String write(EnrollmentRow row) {
        return Compact.write(json -> {
            json.writeStringField("format", FORMAT);
            identity(json, row.enrollment());
            json.writeStringField("status", row.status().name());
            Compact.put(json, "because", row.because());
            Compact.put(json, "step", row.step());
            Compact.object(json, "progress", progress -> {
                progress.writeNumberField("done", row.progress().done());
                progress.writeNumberField("total", row.progress().total());
            });
            Compact.object(json, "counters", counters -> counters(counters, row.counters()));
            times(json, row.enrollment());
        });
    }

    private static void identity(JsonGenerator json, Enrollment state) throws IOException {
        Compact.put(json, "enrollment", state.id());
        Compact.put(json, "subject", state.subject());
        Compact.put(json, "name", state.subjectName());
        Compact.put(json, "plan", state.plan());
        json.writeNumberField("version", state.version());
        json.writeNumberField("cycle", state.cycle());
        Compact.put(json, "eventKey", state.eventKey());
        Compact.put(json, "purpose", state.purpose());
    }

    private static void counters(JsonGenerator json, Counters counters) throws IOException {
        json.writeNumberField("emailsSent", counters.emailsSent());
        json.writeNumberField("emailsSkipped", counters.emailsSkipped());
        json.writeNumberField("emailsReplied", counters.emailsReplied());
        json.writeNumberField("textsSent", counters.textsSent());
        json.writeNumberField("textsSkipped", counters.textsSkipped());
        json.writeNumberField("textsReplied", counters.textsReplied());
        json.writeNumberField("calls", counters.calls());
    }

    private static void times(JsonGenerator json, Enrollment state) throws IOException {
        Compact.put(json, "enrolledAt", state.enrolledAt());
        if (state.due().isPresent()) {
            json.writeFieldName("due");
            json.writeRawValue(DueTimeJson.write(state.due().get()));
        }
        Compact.put(json, "endedAt", state.ending().map(Ending::at));
        json.writeBooleanField("removed", state.removed());
    }
}
