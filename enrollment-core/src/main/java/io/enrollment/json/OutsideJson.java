package io.enrollment.json;

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

    static void write(JsonLine json, Enrollment state) {
        if (!state.work().equals(PersonWork.NONE)) {
            json.object("work", work -> work(work, state.work()));
        }
        if (!state.heard().equals(Heard.NOTHING)) {
            json.object("heard", heard -> heard(heard, state.heard()));
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

    private static void work(JsonLine json, PersonWork work) {
        if (work.open().isPresent()) {
            Assignment open = work.open().get();
            json.object("open", assignment -> {
                assignment.put("assignee", open.assignee());
                assignment.put("since", open.since());
                assignment.put("dueBy", open.dueBy());
            });
        }
        json.put("attempts", work.attempts());
        if (work.last().isPresent()) {
            LastAttempt last = work.last().get();
            json.object("last", attempt -> {
                attempt.put("step", last.step());
                attempt.put("disposition", last.disposition());
                attempt.put("at", last.at());
            });
        }
        json.put("appointmentAt", work.appointmentAt());
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
                case "appointmentAt" -> appointmentAt = Optional.of(StoredTimes.instant(json.getText()));
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
                case "since" -> since = StoredTimes.instant(json.getText());
                case "dueBy" -> dueBy = Optional.of(StoredTimes.instant(json.getText()));
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
                case "at" -> at = StoredTimes.instant(json.getText());
                default -> json.skipChildren();
            }
        }
        return new LastAttempt(step, disposition, at);
    }

    private static void heard(JsonLine json, Heard heard) {
        if (!heard.events().isEmpty()) {
            json.object("events", events -> {
                for (Map.Entry<String, Heard.Seen> seen : new TreeMap<>(heard.events()).entrySet()) {
                    Heard.Seen event = seen.getValue();
                    events.put(seen.getKey(), (event.used() ? "used " : "") + event.at());
                }
            });
        }
        if (!heard.closed().isEmpty()) {
            json.object("closed", closed -> {
                for (Map.Entry<ChannelKind, String> channel : new TreeMap<>(heard.closed()).entrySet()) {
                    closed.put(channel.getKey().name(), channel.getValue());
                }
            });
        }
        json.put("quietUntil", heard.quietUntil());
        json.put("softEmails", heard.softEmails());
        json.put("softTexts", heard.softTexts());
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
                case "quietUntil" -> quietUntil = Optional.of(StoredTimes.instant(json.getText()));
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
