package io.enrollment.json;

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

    static void conditions(JsonLine json, Enrollment state) {
        json.put("heldBecause", state.heldBecause());
        if (state.pause().isPresent()) {
            json.object("pause", pause -> pause(pause, state.pause().get()));
        }
        if (state.failure().isPresent()) {
            json.object("failure", failure -> failure(failure, state.failure().get()));
        }
        if (state.ending().isPresent()) {
            json.object("ending", ending -> ending(ending, state.ending().get()));
        }
        if (state.removed()) {
            json.flag("removed", true);
        }
        if (!state.counters().equals(Counters.ZERO)) {
            json.object("counters", counters -> counters(counters, state.counters()));
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

    private static void pause(JsonLine json, Pause pause) {
        json.put("since", pause.since());
        json.texts("causes", pause.causes().stream().sorted().toList());
        if (pause.heldDue().isPresent()) {
            json.object(
                    "heldDue", due -> DueTimeJson.members(due, pause.heldDue().get()));
        }
    }

    private static Pause pause(JsonParser json) throws IOException {
        Instant since = Instant.EPOCH;
        List<PauseCause> causes = List.of();
        Optional<DueTime> heldDue = Optional.empty();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "since" -> since = StoredTimes.instant(json.getText());
                case "causes" -> causes = Compact.texts(json, PauseCause::valueOf);
                case "heldDue" -> heldDue = Optional.of(DueTimeJson.read(json));
                default -> json.skipChildren();
            }
        }
        return new Pause(since, Set.copyOf(causes), heldDue);
    }

    private static void failure(JsonLine json, Failure failure) {
        json.put("reason", failure.reason());
        json.put("message", failure.message());
        json.put("at", failure.at());
    }

    private static Failure failure(JsonParser json) throws IOException {
        String reason = "";
        String message = "";
        Instant at = Instant.EPOCH;
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "reason" -> reason = json.getText();
                case "message" -> message = json.getText();
                case "at" -> at = StoredTimes.instant(json.getText());
                default -> json.skipChildren();
            }
        }
        return new Failure(reason, message, at);
    }

    private static void ending(JsonLine json, Ending ending) {
        json.put("cause", ending.cause());
        json.put("at", ending.at());
    }

    private static Ending ending(JsonParser json) throws IOException {
        EndCause cause = EndCause.END_OF_PLAN;
        Instant at = Instant.EPOCH;
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "cause" -> cause = EndCause.valueOf(json.getText());
                case "at" -> at = StoredTimes.instant(json.getText());
                default -> json.skipChildren();
            }
        }
        return new Ending(cause, at);
    }

    private static void counters(JsonLine json, Counters counters) {
        json.put("emailsSent", counters.emailsSent());
        json.put("emailsSkipped", counters.emailsSkipped());
        json.put("emailsReplied", counters.emailsReplied());
        json.put("textsSent", counters.textsSent());
        json.put("textsSkipped", counters.textsSkipped());
        json.put("textsReplied", counters.textsReplied());
        json.put("calls", counters.calls());
        json.put("stepsDone", counters.stepsDone());
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
