package io.enrollment.json;

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
        return JsonLine.of(json -> {
            json.put("format", FORMAT);
            identity(json, state);
            position(json, state);
            EnrollmentParts.conditions(json, state);
            OutsideJson.write(json, state);
            json.number("nextSeq", state.nextSeq());
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

    private static void identity(JsonLine json, Enrollment state) {
        json.put("id", state.id());
        json.put("organization", state.organization());
        json.put("plan", state.plan());
        json.number("version", state.version());
        json.put("subject", state.subject());
        json.put("subjectName", state.subjectName());
        json.number("cycle", state.cycle());
        json.put("eventKey", state.eventKey());
        json.put("purpose", state.purpose());
        json.put("enrolledAt", state.enrolledAt());
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
            case "enrolledAt" -> state.enrolledAt(StoredTimes.instant(json.getText()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void position(JsonLine json, Enrollment state) {
        json.put("status", state.status());
        json.put("step", state.step());
        if (state.occurrence() != 1) {
            json.number("occurrence", state.occurrence());
        }
        if (state.due().isPresent()) {
            json.object("due", due -> DueTimeJson.members(due, state.due().get()));
        }
        json.put("anchor", state.anchor());
        json.put("waitOver", state.waitOver());
        ShiftJson.write(json, state.startShift());
        json.put("lastHandOff", state.lastHandOff());
        json.put("failures", state.failures());
        json.put("unsettledHandOff", state.unsettledHandOff());
        json.texts("done", state.done());
    }

    private static boolean position(String name, JsonParser json, Enrollment.Builder state) throws IOException {
        switch (name) {
            case "status" -> state.status(EnrollmentStatus.valueOf(json.getText()));
            case "step" -> state.step(StepKey.of(json.getText()));
            case "occurrence" -> state.occurrence(json.getIntValue());
            case "due" -> state.due(DueTimeJson.read(json));
            case "anchor" -> state.anchor(StoredTimes.instant(json.getText()));
            case "waitOver" -> state.waitOver(StoredTimes.instant(json.getText()));
            case "startShift" -> state.startShift(ShiftJson.read(json));
            case "lastHandOff" -> state.lastHandOff(StoredTimes.instant(json.getText()));
            case "failures" -> state.failures(json.getIntValue());
            case "unsettledHandOff" -> state.unsettledHandOff(StoredTimes.instant(json.getText()));
            case "done" -> state.done(Compact.texts(json, StepKey::of));
            case "nextSeq" -> state.nextSeq(json.getLongValue());
            default -> {
                return false;
            }
        }
        return true;
    }
}
