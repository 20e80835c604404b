package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.enrollment.report.RunDetail;
import io.enrollment.report.RunEvent;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import java.io.IOException;

/** The JSON form of what people see of runs: the index, the detail with its flow chart, the candidates. Thread-safe. */
public final class RunDetailJson {

    private static final String FORMAT = "enrollment-run-detail/1";

    private RunDetailJson() {}

    /** Writes the detail of a run on one line, with the flow chart in the language of Mermaid. */
    public static String write(RunDetail detail) {
        return Compact.write(json -> {
            json.writeStringField("format", FORMAT);
            Compact.object(json, "run", run -> RunJson.members(run, detail.run()));
            Compact.put(json, "step", detail.step());
            Compact.put(json, "duration", detail.duration());
            json.writeNumberField("perSecond", detail.perSecond());
            Compact.put(json, "left", detail.left());
            averages(json, detail.run());
            json.writeArrayFieldStart("events");
            for (RunEvent event : detail.events()) {
                json.writeStartObject();
                Compact.put(json, "group", event.group().label());
                Compact.put(json, "at", event.at());
                Compact.put(json, "text", event.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            Compact.put(json, "mermaid", detail.mermaid());
        });
    }

    private static void averages(JsonGenerator json, EnrollerRun run) throws IOException {
        json.writeObjectFieldStart("averageTimes");
        for (QueryProgress query : run.queries()) {
            Compact.put(json, query.key(), query.averageTime());
        }
        json.writeEndObject();
    }

    /** Writes a candidate on one line: who, what became of it, and every check. */
    public static String write(Candidate candidate) {
        return Compact.write(json -> {
            Compact.put(json, "run", candidate.run());
            json.writeNumberField("number", candidate.position());
            Compact.put(json, "query", candidate.query());
            Compact.put(json, "subject", candidate.result().subject());
            Compact.put(json, "name", candidate.name());
            Compact.put(json, "plan", candidate.result().plan());
            Compact.put(json, "status", candidate.status());
            json.writeBooleanField("valid", candidate.valid());
            Compact.put(json, "reason", candidate.result().refusal());
            Compact.put(json, "validatedAt", candidate.result().at());
            Compact.put(json, "enrollment", candidate.result().enrollment());
            CheckResults.write(json, candidate.result().verdict());
        });
    }
}
