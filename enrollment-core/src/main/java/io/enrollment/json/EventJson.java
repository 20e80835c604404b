package io.enrollment.json;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.TextWord;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import java.time.LocalDate;

/** What came back from outside, as it is recorded: of the words of a text only what they say to the engine. */
final class EventJson {

    private EventJson() {}

    static void write(JsonLine json, InboundEvent event) {
        json.put("id", event.id());
        json.put("at", event.at());
        if (event.about() instanceof InboundEvent.About.Message message) {
            json.put("aboutMessage", message.key());
        } else if (event.about() instanceof InboundEvent.About.One one) {
            json.put("aboutEnrollment", one.id());
        } else {
            json.put("aboutSubject", ((InboundEvent.About.Somebody) event.about()).id());
        }
        what(json, event.what());
    }

    private static void what(JsonLine json, InboundEvent.What what) {
        json.put("what", what.getClass().getSimpleName());
        if (what instanceof InboundEvent.Reply reply) {
            json.put("channel", reply.channel());
        } else if (what instanceof InboundEvent.TextReply text) {
            json.put("word", TextWord.of(text.words()));
        } else if (what instanceof InboundEvent.OutOfOffice away) {
            json.put("returnsOn", away.returnsOn());
        } else if (what instanceof InboundEvent.Bounce bounce) {
            json.put("channel", bounce.channel());
            json.bool("hard", bounce.hard());
        } else if (what instanceof InboundEvent.Complaint complaint) {
            json.put("channel", complaint.channel());
        } else if (what instanceof InboundEvent.Unsubscribe unsubscribe) {
            scope(json, unsubscribe.scope());
        } else if (what instanceof InboundEvent.Custom custom) {
            json.put("name", custom.name());
        }
    }

    private static void scope(JsonLine json, InboundEvent.Scope scope) {
        if (scope instanceof InboundEvent.Scope.OfPlan plan) {
            json.put("fromPlan", plan.plan());
        } else if (scope instanceof InboundEvent.Scope.OfChannel channel) {
            json.put("fromChannel", channel.channel());
        }
    }

    static InboundEvent read(Stored json) {
        return new InboundEvent(json.text("id"), json.instant("at"), about(json), what(json));
    }

    private static InboundEvent.About about(Stored json) {
        if (json.has("aboutMessage")) {
            return new InboundEvent.About.Message(json.text("aboutMessage", IdempotencyKey::new));
        }
        return json.has("aboutEnrollment")
                ? new InboundEvent.About.One(json.text("aboutEnrollment", EnrollmentId::of))
                : new InboundEvent.About.Somebody(json.text("aboutSubject", SubjectId::of));
    }

    private static InboundEvent.What what(Stored json) {
        return switch (json.text("what")) {
            case "Delivered" -> new InboundEvent.Delivered();
            case "Opened" -> new InboundEvent.Opened();
            case "Clicked" -> new InboundEvent.Clicked();
            case "Reply" -> new InboundEvent.Reply(channel(json));
            case "TextReply" -> new InboundEvent.TextReply(words(json.text("word", TextWord::valueOf)));
            case "OutOfOffice" -> new InboundEvent.OutOfOffice(json.maybe("returnsOn", LocalDate::parse));
            case "Bounce" -> new InboundEvent.Bounce(channel(json), json.flag("hard"));
            case "Complaint" -> new InboundEvent.Complaint(channel(json));
            case "Unsubscribe" -> new InboundEvent.Unsubscribe(scope(json));
            case "Custom" -> new InboundEvent.Custom(json.text("name"));
            default -> throw json.refused("what", "be an event that this version knows");
        };
    }

    private static ChannelKind channel(Stored json) {
        return json.text("channel", ChannelKind::valueOf);
    }

    private static InboundEvent.Scope scope(Stored json) {
        if (json.has("fromPlan")) {
            return new InboundEvent.Scope.OfPlan(json.text("fromPlan", PlanId::of));
        }
        return json.has("fromChannel")
                ? new InboundEvent.Scope.OfChannel(json.text("fromChannel", ChannelKind::valueOf))
                : new InboundEvent.Scope.All();
    }

    /** Words that say the same. */
    private static String words(TextWord word) {
        return switch (word) {
            case STOP -> "stop";
            case START -> "start";
            case HELP -> "help";
            case REVIEW -> "please stop";
            case NONE -> "yes";
        };
    }
}
