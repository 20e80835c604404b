package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.enrollment.Assignment;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.Heard;
import io.enrollment.enrollment.LastAttempt;
import io.enrollment.enrollment.PersonWork;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people do for an enrollment, and what it heard from outside. */
final class OutsideJson {

    private OutsideJson() {}

    static void write(JsonGenerator json, Enrollment state) throws IOException {
        if (!state.work().equals(PersonWork.NONE)) {
            Compact.object(json, "work", work -> work(work, state.work()));
        }
        if (!state.heard().equals(Heard.NOTHING)) {
            Compact.object(json, "heard", heard -> heard(heard, state.heard()));
        }
    }

    static boolean read(String name, JsonParser json, Enrollment.Builder state) throws IOException {
        switch (name) {
            case "work" -> state.work(work(json));
            case "heard" -> state.heard(heard(json));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void work(JsonGenerator json, PersonWork work) throws IOException {
        if (work.open().isPresent()) {
            Assignment open = work.open().get();
            Compact.object(json, "open", assignment -> {
                Compact.put(assignment, "assignee", open.assignee());
                Compact.put(assignment, "since", open.since());
                Compact.put(assignment, "dueBy", open.dueBy());
            });
        }
        Compact.put(json, "attempts", work.attempts());
        if (work.last().isPresent()) {
            LastAttempt last = work.last().get();
            Compact.object(json, "last", attempt -> {
                Compact.put(attempt, "step", last.step());
                Compact.put(attempt, "disposition", last.disposition());
                Compact.put(attempt, "at", last.at());
            });
        }
        Compact.put(json, "appointmentAt", work.appointmentAt());
    }

    private static PersonWork work(JsonParser json) throws IOException {
        Optional<Assignment> open = Optional.empty();
        int attempts = 0;
        Optional<LastAttempt> last = Optional.empty();
        Optional<Instant> appointmentAt = Optional.empty();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "open" -> open = Optional.of(assignment(json));
                case "attempts" -> attempts = json.getIntValue();
                case "last" -> last = Optional.of(attempt(json));
                case "appointmentAt" -> appointmentAt = Optional.of(Instant.parse(json.getText()));
                default -> json.skipChildren();
            }
        }
        return new PersonWork(open, attempts, last, appointmentAt);
    }

    private static Assignment assignment(JsonParser json) throws IOException {
        String assignee = "";
        Instant since = Instant.EPOCH;
        Optional<Instant> dueBy = Optional.empty();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "assignee" -> assignee = json.getText();
                case "since" -> since = Instant.parse(json.getText());
                case "dueBy" -> dueBy = Optional.of(Instant.parse(json.getText()));
                default -> json.skipChildren();
            }
        }
        return new Assignment(assignee, since, dueBy);
    }

    private static LastAttempt attempt(JsonParser json) throws IOException {
        StepKey step = StepKey.of("?");
        String disposition = "";
        Instant at = Instant.EPOCH;
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "step" -> step = StepKey.of(json.getText());
                case "disposition" -> disposition = json.getText();
                case "at" -> at = Instant.parse(json.getText());
                default -> json.skipChildren();
            }
        }
        return new LastAttempt(step, disposition, at);
    }

    private static void heard(JsonGenerator json, Heard heard) throws IOException {
        if (!heard.events().isEmpty()) {
            Compact.object(json, "events", events -> {
                for (Map.Entry<String, Heard.Seen> seen : new TreeMap<>(heard.events()).entrySet()) {
                    Heard.Seen event = seen.getValue();
                    events.writeStringField(seen.getKey(), (event.used() ? "used " : "") + event.at());
                }
            });
        }
        if (!heard.closed().isEmpty()) {
            Compact.object(json, "closed", closed -> {
                for (Map.Entry<ChannelKind, String> channel : new TreeMap<>(heard.closed()).entrySet()) {
                    closed.writeStringField(channel.getKey().name(), channel.getValue());
                }
            });
        }
        Compact.put(json, "quietUntil", heard.quietUntil());
        Compact.put(json, "softEmails", heard.softEmails());
        Compact.put(json, "softTexts", heard.softTexts());
    }

    private static Heard heard(JsonParser json) throws IOException {
        Map<String, Heard.Seen> events = new HashMap<>();
        Map<ChannelKind, String> closed = new HashMap<>();
        Optional<Instant> quietUntil = Optional.empty();
        int[] soft = new int[2];
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "events" -> Compact.texts(json).forEach((event, seen) -> events.put(event, seen(seen)));
                case "closed" ->
                    Compact.texts(json).forEach((channel, why) -> closed.put(ChannelKind.valueOf(channel), why));
                case "quietUntil" -> quietUntil = Optional.of(Instant.parse(json.getText()));
                case "softEmails" -> soft[0] = json.getIntValue();
                case "softTexts" -> soft[1] = json.getIntValue();
                default -> json.skipChildren();
            }
        }
        return new Heard(events, closed, quietUntil, soft[0], soft[1]);
    }

    private static Heard.Seen seen(String text) {
        boolean used = text.startsWith("used ");
        return new Heard.Seen(Instant.parse(used ? text.substring("used ".length()) : text), used);
    }
}
