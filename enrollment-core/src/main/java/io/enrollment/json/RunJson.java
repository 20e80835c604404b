package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.plan.PlanId;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.run.RunId;
import io.enrollment.run.RunLimit;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The JSON form of enroller runs with their audience queries and their funnel. What is empty is left out; members that are
 * not known are passed over. Thread-safe.
 */
public final class RunJson {

    private static final String FORMAT = "enrollment-run/1";

    private RunJson() {}

    /** Writes a run on one line. */
    public static String write(EnrollerRun run) {
        return Compact.write(json -> members(json, run));
    }

    static void members(JsonGenerator json, EnrollerRun run) throws IOException {
        json.writeStringField("format", FORMAT);
        Compact.put(json, "id", run.id());
        Compact.put(json, "organization", run.organization());
        Compact.put(json, "plan", run.plan());
        if (run.version().isPresent()) {
            json.writeNumberField("version", run.version().get());
        }
        Compact.put(json, "subject", run.subject());
        Compact.put(json, "purpose", run.purpose());
        Compact.put(json, "actor", run.actor());
        Compact.put(json, "reason", run.reason());
        Compact.put(json, "createdAt", run.createdAt());
        reached(json, run);
    }

    private static void reached(JsonGenerator json, EnrollerRun run) throws IOException {
        Compact.put(json, "status", run.status());
        Compact.put(json, "dueAt", run.dueAt());
        Compact.put(json, "startedAt", run.startedAt());
        Compact.put(json, "completedAt", run.completedAt());
        Compact.put(json, "chunks", run.chunks());
        Compact.put(json, "expired", run.expired());
        Compact.put(json, "expiryCursor", run.expiryCursor());
        if (run.limit().isPresent()) {
            Compact.object(json, "limit", limit -> limit(limit, run.limit().get()));
        }
        Compact.put(json, "awaits", run.awaits());
        Compact.put(json, "confirmedBy", run.confirmedBy());
        Compact.put(json, "preview", run.preview());
        Compact.put(json, "message", run.message());
        json.writeNumberField("revision", run.revision());
        json.writeArrayFieldStart("queries");
        for (QueryProgress query : run.queries()) {
            json.writeStartObject();
            query(json, query);
            json.writeEndObject();
        }
        json.writeEndArray();
        funnel(json, run.funnel());
    }

    private static void limit(JsonGenerator json, RunLimit limit) throws IOException {
        if (limit.count().isPresent()) {
            json.writeNumberField("count", limit.count().get());
        }
        if (limit.percent().isPresent()) {
            json.writeNumberField("percent", limit.percent().get());
        }
    }

    private static RunLimit limit(JsonParser json) throws IOException {
        Optional<Long> count = Optional.empty();
        Optional<Integer> percent = Optional.empty();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "count" -> count = Optional.of(json.getLongValue());
                case "percent" -> percent = Optional.of(json.getIntValue());
                default -> json.skipChildren();
            }
        }
        return new RunLimit(count, percent);
    }

    private static void query(JsonGenerator json, QueryProgress query) throws IOException {
        Compact.put(json, "key", query.key());
        json.writeNumberField("order", query.order());
        Compact.put(json, "status", query.status());
        Compact.put(json, "attempts", query.attempts());
        json.writeNumberField("found", query.found());
        json.writeNumberField("duplicates", query.duplicates());
        Compact.put(json, "took", query.took());
        if (query.expected().isPresent()) {
            json.writeNumberField("expected", query.expected().get());
        }
        Compact.put(json, "cursor", query.cursor());
        Compact.put(json, "startedAt", query.startedAt());
        Compact.put(json, "completedAt", query.completedAt());
        Compact.put(json, "message", query.message());
    }

    private static void funnel(JsonGenerator json, Funnel funnel) throws IOException {
        json.writeArrayFieldStart("funnel");
        for (Funnel.Stage stage : funnel.stages()) {
            json.writeStartObject();
            Compact.put(json, "stage", stage.stage());
            json.writeNumberField("in", stage.in());
            json.writeNumberField("out", stage.out());
            json.writeObjectFieldStart("rejections");
            for (var rejection : stage.rejections().entrySet()) {
                json.writeNumberField(rejection.getKey(), rejection.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no run
     */
    public static EnrollerRun read(String text) {
        return Compact.read(text, json -> {
            EnrollerRun.Builder run = EnrollerRun.builder();
            for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
                if (!asked(name, json, run) && !reached(name, json, run)) {
                    json.skipChildren();
                }
            }
            return run.build();
        });
    }

    private static boolean asked(String name, JsonParser json, EnrollerRun.Builder run) throws IOException {
        switch (name) {
            case "id" -> run.id(RunId.of(json.getText()));
            case "organization" -> run.organization(OrganizationId.of(json.getText()));
            case "plan" -> run.plan(PlanId.of(json.getText()));
            case "version" -> run.version(json.getIntValue());
            case "subject" -> run.subject(SubjectId.of(json.getText()));
            case "purpose" -> run.purpose(RunPurpose.valueOf(json.getText()));
            case "actor" -> run.actor(json.getText());
            case "reason" -> run.reason(json.getText());
            case "createdAt" -> run.createdAt(Instant.parse(json.getText()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean reached(String name, JsonParser json, EnrollerRun.Builder run) throws IOException {
        switch (name) {
            case "status" -> run.status(RunStatus.valueOf(json.getText()));
            case "dueAt" -> run.dueAt(Instant.parse(json.getText()));
            case "startedAt" -> run.startedAt(Instant.parse(json.getText()));
            case "completedAt" -> run.completedAt(Instant.parse(json.getText()));
            case "chunks" -> run.chunks(json.getLongValue());
            case "expired" -> run.expired(json.getLongValue());
            case "expiryCursor" -> run.expiryCursor(json.getText());
            case "limit" -> run.limit(limit(json));
            case "awaits" -> run.awaits(json.getText());
            case "confirmedBy" -> run.confirmedBy(json.getText());
            case "preview" -> run.preview(RunId.of(json.getText()));
            case "message" -> run.message(json.getText());
            case "revision" -> run.revision(json.getLongValue());
            case "queries" -> run.queries(Compact.list(json, RunJson::query));
            case "funnel" -> run.funnel(new Funnel(Compact.list(json, RunJson::stage)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static QueryProgress query(JsonParser json) throws IOException {
        QueryProgress.Builder query = QueryProgress.builder();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "key" -> query.key(json.getText());
                case "order" -> query.order(json.getIntValue());
                case "status" -> query.status(RunStatus.valueOf(json.getText()));
                case "attempts" -> query.attempts(json.getIntValue());
                case "found" -> query.found(json.getLongValue());
                case "duplicates" -> query.duplicates(json.getLongValue());
                case "took" -> query.took(Duration.parse(json.getText()));
                case "expected" -> query.expected(json.getLongValue());
                case "cursor" -> query.cursor(json.getText());
                case "startedAt" -> query.startedAt(Instant.parse(json.getText()));
                case "completedAt" -> query.completedAt(Instant.parse(json.getText()));
                case "message" -> query.message(json.getText());
                default -> json.skipChildren();
            }
        }
        return query.build();
    }

    private static Funnel.Stage stage(JsonParser json) throws IOException {
        FunnelStage stage = FunnelStage.SUCCESS;
        long in = 0;
        long out = 0;
        SortedMap<String, Long> rejections = new TreeMap<>();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "stage" -> stage = FunnelStage.valueOf(json.getText());
                case "in" -> in = json.getLongValue();
                case "out" -> out = json.getLongValue();
                case "rejections" -> rejections.putAll(counts(json));
                default -> json.skipChildren();
            }
        }
        return new Funnel.Stage(stage, in, out, rejections);
    }

    private static SortedMap<String, Long> counts(JsonParser json) throws IOException {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            counts.put(name, json.getLongValue());
        }
        return counts;
    }
}
