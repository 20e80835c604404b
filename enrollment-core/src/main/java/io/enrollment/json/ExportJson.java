package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.report.ExportFormat;
import io.enrollment.report.ExportRequest;
import io.enrollment.report.ExportStatus;
import io.enrollment.subject.OrganizationId;
import java.io.IOException;
import java.time.Instant;

/**
 * The JSON form of exports in the background. What is empty is left out; members that are not known are passed over.
 * Thread-safe.
 */
public final class ExportJson {

    private static final String FORMAT = "enrollment-export/1";

    private ExportJson() {}

    /** Writes an export on one line. */
    public static String write(ExportStatus export) {
        return Compact.write(json -> {
            json.writeStringField("format", FORMAT);
            Compact.put(json, "id", export.id());
            Compact.put(json, "organization", export.organization());
            Compact.object(json, "request", request -> request(request, export.request()));
            Compact.put(json, "state", export.state());
            Compact.put(json, "rows", export.rows());
            Compact.put(json, "expected", export.expected());
            Compact.put(json, "writings", export.writings());
            Compact.put(json, "attempts", export.attempts());
            Compact.put(json, "problem", export.problem());
            Compact.put(json, "reference", export.reference());
            Compact.put(json, "createdAt", export.createdAt());
            Compact.put(json, "dueAt", export.dueAt());
            Compact.put(json, "endedAt", export.endedAt());
            Compact.put(json, "revision", export.revision());
        });
    }

    private static void request(JsonGenerator json, ExportRequest request) throws IOException {
        Compact.put(json, "plan", request.plan());
        if (!request.statuses().isEmpty()) {
            Compact.texts(json, "statuses", request.statuses().stream().sorted().toList());
        }
        if (request.includeRemoved()) {
            json.writeBooleanField("includeRemoved", true);
        }
        Compact.put(json, "format", request.format());
        Compact.put(json, "requester", request.requester());
        Compact.put(json, "mailTo", request.mailTo());
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no export
     */
    public static ExportStatus read(String text) {
        return Compact.read(text, json -> {
            ExportStatus.Builder export = ExportStatus.builder();
            for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
                if (!asked(name, json, export) && !reached(name, json, export)) {
                    json.skipChildren();
                }
            }
            return export.build();
        });
    }

    private static boolean asked(String name, JsonParser json, ExportStatus.Builder export) throws IOException {
        switch (name) {
            case "id" -> export.id(json.getText());
            case "organization" -> export.organization(OrganizationId.of(json.getText()));
            case "request" -> export.request(request(json));
            case "createdAt" -> export.createdAt(Instant.parse(json.getText()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean reached(String name, JsonParser json, ExportStatus.Builder export) throws IOException {
        switch (name) {
            case "state" -> export.state(ExportStatus.State.valueOf(json.getText()));
            case "rows" -> export.rows(json.getLongValue());
            case "expected" -> export.expected(json.getLongValue());
            case "writings" -> export.writings(json.getIntValue());
            case "attempts" -> export.attempts(json.getIntValue());
            case "problem" -> export.problem(json.getText());
            case "reference" -> export.reference(json.getText());
            case "dueAt" -> export.dueAt(Instant.parse(json.getText()));
            case "endedAt" -> export.endedAt(Instant.parse(json.getText()));
            case "revision" -> export.revision(json.getLongValue());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static ExportRequest request(JsonParser json) throws IOException {
        ExportRequest.Builder request = ExportRequest.builder();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "plan" -> request.plan(PlanId.of(json.getText()));
                case "statuses" -> request.statuses(Compact.texts(json, EnrollmentStatus::valueOf));
                case "includeRemoved" -> request.includeRemoved(json.getBooleanValue());
                case "format" -> request.format(ExportFormat.valueOf(json.getText()));
                case "requester" -> request.requester(json.getText());
                case "mailTo" -> request.mailTo(json.getText());
                default -> json.skipChildren();
            }
        }
        return request.build();
    }
}
