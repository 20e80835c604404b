package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.Failure;
import io.enrollment.enrollment.Pause;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.EndCause;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds an enrollment or ended it, and its counters. */
final class EnrollmentParts {

    /** In the order of the constructor. */
    private static final List<String> COUNTERS = List.of(
            "emailsSent",
            "emailsSkipped",
            "emailsReplied",
            "textsSent",
            "textsSkipped",
            "textsReplied",
            "calls",
            "stepsDone");

    private EnrollmentParts() {}

    static void conditions(JsonGenerator json, Enrollment state) throws IOException {
        Compact.put(json, "heldBecause", state.heldBecause());
        if (state.pause().isPresent()) {
            Compact.object(json, "pause", pause -> pause(pause, state.pause().get()));
        }
        if (state.failure().isPresent()) {
            Compact.object(
                    json, "failure", failure -> failure(failure, state.failure().get()));
        }
        if (state.ending().isPresent()) {
            Compact.object(
                    json, "ending", ending -> ending(ending, state.ending().get()));
        }
        if (state.removed()) {
            json.writeBooleanField("removed", true);
        }
        if (!state.counters().equals(Counters.ZERO)) {
            Compact.object(json, "counters", counters -> counters(counters, state.counters()));
        }
    }

    static boolean condition(String name, JsonParser json, Enrollment.Builder state) throws IOException {
        switch (name) {
            case "heldBecause" -> state.heldBecause(json.getText());
            case "pause" -> state.pause(pause(json));
            case "failure" -> state.failure(failure(json));
            case "ending" -> state.ending(ending(json));
            case "removed" -> state.removed(json.getBooleanValue());
            case "counters" -> state.counters(counters(json));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void pause(JsonGenerator json, Pause pause) throws IOException {
        Compact.put(json, "since", pause.since());
        Compact.texts(json, "causes", pause.causes().stream().sorted().toList());
        if (pause.heldDue().isPresent()) {
            Compact.object(
                    json,
                    "heldDue",
                    due -> DueTimeJson.members(due, pause.heldDue().get()));
        }
    }

    private static Pause pause(JsonParser json) throws IOException {
        Instant since = Instant.EPOCH;
        List<PauseCause> causes = List.of();
        Optional<DueTime> heldDue = Optional.empty();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "since" -> since = Instant.parse(json.getText());
                case "causes" -> causes = Compact.texts(json, PauseCause::valueOf);
                case "heldDue" -> heldDue = Optional.of(DueTimeJson.read(json));
                default -> json.skipChildren();
            }
        }
        return new Pause(since, Set.copyOf(causes), heldDue);
    }

    private static void failure(JsonGenerator json, Failure failure) throws IOException {
        Compact.put(json, "reason", failure.reason());
        Compact.put(json, "message", failure.message());
        Compact.put(json, "at", failure.at());
    }

    private static Failure failure(JsonParser json) throws IOException {
        String reason = "";
        String message = "";
        Instant at = Instant.EPOCH;
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "reason" -> reason = json.getText();
                case "message" -> message = json.getText();
                case "at" -> at = Instant.parse(json.getText());
                default -> json.skipChildren();
            }
        }
        return new Failure(reason, message, at);
    }

    private static void ending(JsonGenerator json, Ending ending) throws IOException {
        Compact.put(json, "cause", ending.cause());
        Compact.put(json, "at", ending.at());
    }

    private static Ending ending(JsonParser json) throws IOException {
        EndCause cause = EndCause.END_OF_PLAN;
        Instant at = Instant.EPOCH;
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "cause" -> cause = EndCause.valueOf(json.getText());
                case "at" -> at = Instant.parse(json.getText());
                default -> json.skipChildren();
            }
        }
        return new Ending(cause, at);
    }

    private static void counters(JsonGenerator json, Counters counters) throws IOException {
        Compact.put(json, "emailsSent", counters.emailsSent());
        Compact.put(json, "emailsSkipped", counters.emailsSkipped());
        Compact.put(json, "emailsReplied", counters.emailsReplied());
        Compact.put(json, "textsSent", counters.textsSent());
        Compact.put(json, "textsSkipped", counters.textsSkipped());
        Compact.put(json, "textsReplied", counters.textsReplied());
        Compact.put(json, "calls", counters.calls());
        Compact.put(json, "stepsDone", counters.stepsDone());
    }

    private static Counters counters(JsonParser json) throws IOException {
        int[] n = new int[COUNTERS.size()];
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            int at = COUNTERS.indexOf(name);
            if (at < 0) {
                json.skipChildren();
            } else {
                n[at] = json.getIntValue();
            }
        }
        return new Counters(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
    }
}
