package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.time.Instant;

/**
 * The stored form of the state of an enrollment. What is empty, zero or as by default is left out. Thread-safe.
 *
 * <p>The reading is tolerant: a member that is not known was written by a newer version of the engine, on another node
 * while an upgrade rolls, and is passed over.
 */
public final class EnrollmentJson {

    private static final String FORMAT = "enrollment/1";

    private EnrollmentJson() {}

    /** Writes a state on one line. */
    public static String write(Enrollment state) {
        return Compact.write(json -> {
            json.writeStringField("format", FORMAT);
            identity(json, state);
            position(json, state);
            EnrollmentParts.conditions(json, state);
            OutsideJson.write(json, state);
            json.writeNumberField("nextSeq", state.nextSeq());
        });
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no state of an enrollment
     */
    public static Enrollment read(String text) {
        return Compact.read(text, json -> {
            Enrollment.Builder state = Enrollment.builder();
            for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
                if (!identity(name, json, state)
                        && !position(name, json, state)
                        && !EnrollmentParts.condition(name, json, state)
                        && !OutsideJson.read(name, json, state)) {
                    json.skipChildren();
                }
            }
            return state.build();
        });
    }

    private static void identity(JsonGenerator json, Enrollment state) throws IOException {
        Compact.put(json, "id", state.id());
        Compact.put(json, "organization", state.organization());
        Compact.put(json, "plan", state.plan());
        json.writeNumberField("version", state.version());
        Compact.put(json, "subject", state.subject());
        Compact.put(json, "subjectName", state.subjectName());
        json.writeNumberField("cycle", state.cycle());
        Compact.put(json, "eventKey", state.eventKey());
        Compact.put(json, "purpose", state.purpose());
        Compact.put(json, "enrolledAt", state.enrolledAt());
    }

    private static boolean identity(String name, JsonParser json, Enrollment.Builder state) throws IOException {
        switch (name) {
            case "id" -> state.id(EnrollmentId.of(json.getText()));
            case "organization" -> state.organization(OrganizationId.of(json.getText()));
            case "plan" -> state.plan(PlanId.of(json.getText()));
            case "version" -> state.version(json.getIntValue());
            case "subject" -> state.subject(SubjectId.of(json.getText()));
            case "subjectName" -> state.subjectName(json.getText());
            case "cycle" -> state.cycle(json.getIntValue());
            case "eventKey" -> state.eventKey(EventKey.of(json.getText()));
            case "purpose" -> state.purpose(EntryPurpose.valueOf(json.getText()));
            case "enrolledAt" -> state.enrolledAt(Instant.parse(json.getText()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void position(JsonGenerator json, Enrollment state) throws IOException {
        Compact.put(json, "status", state.status());
        Compact.put(json, "step", state.step());
        if (state.occurrence() != 1) {
            json.writeNumberField("occurrence", state.occurrence());
        }
        if (state.due().isPresent()) {
            Compact.object(
                    json, "due", due -> DueTimeJson.members(due, state.due().get()));
        }
        Compact.put(json, "anchor", state.anchor());
        Compact.put(json, "lastHandOff", state.lastHandOff());
        Compact.put(json, "failures", state.failures());
        Compact.put(json, "unsettledHandOff", state.unsettledHandOff());
        Compact.texts(json, "done", state.done());
    }

    private static boolean position(String name, JsonParser json, Enrollment.Builder state) throws IOException {
        switch (name) {
            case "status" -> state.status(EnrollmentStatus.valueOf(json.getText()));
            case "step" -> state.step(StepKey.of(json.getText()));
            case "occurrence" -> state.occurrence(json.getIntValue());
            case "due" -> state.due(DueTimeJson.read(json));
            case "anchor" -> state.anchor(Instant.parse(json.getText()));
            case "lastHandOff" -> state.lastHandOff(Instant.parse(json.getText()));
            case "failures" -> state.failures(json.getIntValue());
            case "unsettledHandOff" -> state.unsettledHandOff(Instant.parse(json.getText()));
            case "done" -> state.done(Compact.texts(json, StepKey::of));
            case "nextSeq" -> state.nextSeq(json.getLongValue());
            default -> {
                return false;
            }
        }
        return true;
    }
}
