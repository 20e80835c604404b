package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.internal.Require;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.Timing;
import io.enrollment.plan.WaitFor;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.Optional;

/** The JSON form of what a wait step waits for: a member of the step. */
final class WaitJson {

    private WaitJson() {}

    static Optional<WaitFor> read(Section step) {
        return step.exactlyOne("for", "until", "untilAttribute", "event")
                .flatMap(form -> step.section(form).flatMap(section -> until(section, form)));
    }

    private static Optional<WaitFor> until(Section section, String form) {
        if (form.equals("for")) {
            return DelayJson.read(section).map(WaitFor.Time::new);
        }
        Optional<WaitFor> until = switch (form) {
            case "until" -> date(section);
            case "untilAttribute" -> attribute(section);
            default -> event(section);
        };
        section.end();
        return until;
    }

    private static Optional<WaitFor> date(Section until) {
        Optional<LocalDate> date = until.requireText("date", Times::date);
        Optional<LocalTime> at = until.text("at", Times::time);
        return date.map(day -> new WaitFor.Date(day, at));
    }

    private static Optional<WaitFor> attribute(Section until) {
        Optional<String> attribute = until.requireText("attribute", 200);
        Period offset = until.text("offset", Times::offset).orElse(Period.ZERO);
        Optional<LocalTime> at = until.text("at", Times::time);
        return attribute.map(name -> new WaitFor.AttributeDate(name, offset, at));
    }

    private static Optional<WaitFor> event(Section event) {
        Optional<String> name = event.requireText("name", 200);
        Optional<Duration> timeout = event.requireText("timeout", WaitJson::timeout);
        boolean sinceStart = event.oneOf("since", Timing.Anchor.class)
                .filter(anchor -> anchor == Timing.Anchor.START)
                .isPresent();
        Optional<StepKey> onTimeout = event.text("onTimeout", StepKey::of);
        return name.flatMap(what -> timeout.map(most -> new WaitFor.Event(what, most, sinceStart, onTimeout)));
    }

    private static Duration timeout(String text) {
        Duration timeout = Times.duration(text);
        Require.that(!timeout.isZero(), "timeout", text, "be longer than nothing");
        return timeout;
    }

    static void write(WaitFor until, ObjectNode step) {
        if (until instanceof WaitFor.Time time) {
            step.set("for", DelayJson.write(time.delay()));
        } else if (until instanceof WaitFor.Date date) {
            ObjectNode node = step.putObject("until").put("date", date.date().toString());
            Json.put(node, "at", date.at());
        } else if (until instanceof WaitFor.AttributeDate attribute) {
            ObjectNode node = step.putObject("untilAttribute").put("attribute", attribute.attribute());
            Json.put(node, "offset", Times.write(attribute.offset()), Times.write(Period.ZERO));
            Json.put(node, "at", attribute.at());
        } else if (until instanceof WaitFor.Event event) {
            ObjectNode node = step.putObject("event").put("name", event.event());
            node.put("timeout", event.timeout().toString());
            Json.put(
                    node,
                    "since",
                    event.sinceStart() ? Timing.Anchor.START : Timing.Anchor.PREVIOUS_STEP,
                    Timing.Anchor.PREVIOUS_STEP);
            Json.put(node, "onTimeout", event.onTimeout());
        }
    }
}
