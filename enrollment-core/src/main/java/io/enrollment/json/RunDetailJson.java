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
        return JsonLine.of(json -> {
            json.put("run", candidate.run());
            json.number("number", candidate.position());
            json.put("query", candidate.query());
            json.put("subject", candidate.result().subject());
            json.put("name", candidate.name());
            json.put("plan", candidate.result().plan());
            json.put("status", candidate.status());
            json.bool("valid", candidate.valid());
            json.put("reason", candidate.result().refusal());
            json.put("validatedAt", candidate.result().at());
            json.put("enrollment", candidate.result().enrollment());
            CheckResults.write(json, candidate.result().verdict());
        });
    }
}
