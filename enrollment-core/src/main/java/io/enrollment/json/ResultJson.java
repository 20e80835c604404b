package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Verdict;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the checks said of one subject, as one JSON object on one line. Every member is always there, so that a table can be
 * made of many: {@code null} where there is nothing to say. Thread-safe.
 *
 * <pre>{@code
 * {"subject": "lead-42", "eligible": false, "reason": "EMAIL_BOUNCED",
 *  "checks": [{"check": "VALID_EMAIL", "result": "FAILED", "reason": "EMAIL_BOUNCED",
 *              "evidence": {...}, "earliestPassAt": null}, ...]}
 * }</pre>
 *
 * <p>{@code reason} is that of the first failure in headline order. Where a failure names the fact that would have to
 * change, the evidence has it as {@code wouldPassIf}.
 */
public final class ResultJson {

    private ResultJson() {}

    /** Writes a verdict on one line, without a line feed. */
    public static String write(SubjectId subject, Verdict verdict) {
        return Compact.write(json -> {
            Compact.put(json, "subject", subject);
            json.writeBooleanField("eligible", verdict.eligible());
            orNull(json, "reason", verdict.headline().map(CheckResult::reason));
            json.writeArrayFieldStart("checks");
            for (CheckResult result : verdict.results()) {
                check(json, result);
            }
            json.writeEndArray();
        });
    }

    /** Writes one result on one line, without a line feed. */
    public static String write(CheckResult result) {
        return Compact.write(json -> members(json, result));
    }

    private static void check(JsonGenerator json, CheckResult result) throws IOException {
        json.writeStartObject();
        members(json, result);
        json.writeEndObject();
    }

    private static void members(JsonGenerator json, CheckResult result) throws IOException {
        Map<String, String> evidence = new LinkedHashMap<>(result.evidence());
        result.wouldPassIf().ifPresent(fact -> evidence.put("wouldPassIf", fact));
        Compact.put(json, "check", result.check());
        Compact.put(json, "result", result.outcome());
        Compact.put(json, "reason", result.reason());
        Compact.texts(json, "evidence", evidence);
        orNull(json, "earliestPassAt", result.earliestPassAt());
    }

    private static void orNull(JsonGenerator json, String name, Optional<?> value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeString(value.get().toString());
        } else {
            json.writeNull();
        }
    }
}
