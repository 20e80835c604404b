package io.enrollment.json;

import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.io.IOException;

/**
 * The stored form of attempts to enroll, with what every check said. What is empty is left out; members that are not known
 * are passed over. Thread-safe.
 */
public final class EnrollmentResultJson {

    private static final String FORMAT = "enrollment-attempt/1";

    private EnrollmentResultJson() {}

    /** Writes an attempt on one line. */
    public static String write(EnrollmentResult attempt) {
        return JsonLine.of(json -> {
            json.put("format", FORMAT);
            json.put("id", attempt.id());
            json.put("organization", attempt.organization());
            json.put("plan", attempt.plan());
            json.number("version", attempt.version());
            json.put("subject", attempt.subject());
            json.put("eventKey", attempt.eventKey());
            json.put("purpose", attempt.purpose());
            json.put("origin", attempt.origin());
            json.put("at", attempt.at());
            json.put("refusal", attempt.refusal());
            json.put("enrollment", attempt.enrollment());
            if (!attempt.warnings().isEmpty()) {
                json.texts("warnings", attempt.warnings());
            }
            CheckResults.write(json, attempt.verdict());
        });
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no attempt to enroll
     */
    public static EnrollmentResult read(String text) {
        return Compact.read(text, json -> {
            EnrollmentResult.Builder attempt = EnrollmentResult.builder();
            for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
                if (!request(name, json, attempt) && !answer(name, json, attempt)) {
                    json.skipChildren();
                }
            }
            return attempt.build();
        });
    }

    private static boolean request(String name, JsonParser json, EnrollmentResult.Builder attempt) throws IOException {
        switch (name) {
            case "id" -> attempt.id(json.getText());
            case "organization" -> attempt.organization(OrganizationId.of(json.getText()));
            case "plan" -> attempt.plan(PlanId.of(json.getText()));
            case "version" -> attempt.version(json.getIntValue());
            case "subject" -> attempt.subject(SubjectId.of(json.getText()));
            case "eventKey" -> attempt.eventKey(EventKey.of(json.getText()));
            case "purpose" -> attempt.purpose(EntryPurpose.valueOf(json.getText()));
            case "origin" -> attempt.origin(EntryOrigin.valueOf(json.getText()));
            case "at" -> attempt.at(StoredTimes.instant(json.getText()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean answer(String name, JsonParser json, EnrollmentResult.Builder attempt) throws IOException {
        switch (name) {
            case "refusal" -> attempt.refusal(json.getText());
            case "enrollment" -> attempt.enrollment(EnrollmentId.of(json.getText()));
            case "warnings" -> attempt.warnings(Compact.texts(json, text -> text));
            case "checks" -> attempt.verdict(CheckResults.read(json));
            default -> {
                return false;
            }
        }
        return true;
    }
}
