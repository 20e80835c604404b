package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.calendar.FrequencyCap;
import io.enrollment.calendar.LocalDayCap;
import io.enrollment.calendar.SendCap;
import io.enrollment.plan.MessageCap;
import io.enrollment.plan.MessageCaps;
import io.enrollment.plan.MessageClass;
import io.enrollment.subject.ChannelKind;
import java.util.Optional;

/** The caps of an organization: a gap, limits, and what they do not concern. */
final class CapsJson {

    private static final MessageCaps USUAL = MessageCaps.none();

    private CapsJson() {}

    static Optional<MessageCaps> read(Section section) {
        MessageCaps.Builder caps = MessageCaps.builder();
        section.text(
                        "minimumGap",
                        text -> MessageCaps.builder()
                                .minimumGap(Times.duration(text))
                                .build()
                                .minimumGap())
                .ifPresent(caps::minimumGap);
        section.sections("limits", CapsJson::limit).ifPresent(caps::caps);
        section.texts("exempt", text -> Section.constant("class", text, MessageClass.class))
                .ifPresent(caps::exempt);
        section.end();
        return Optional.of(caps.build());
    }

    private static Optional<MessageCap> limit(Section section) {
        Optional<ChannelKind> channel = section.text(
                "channel",
                text -> MessageCap.perLocalDay(1)
                        .on(Section.constant("channel", text, ChannelKind.class))
                        .channel()
                        .orElseThrow());
        Optional<Integer> messages = section.requireInteger("messages", 1, MessageCap.MOST);
        Optional<String> span = section.exactlyOne("within", "perLocalDay");
        Optional<MessageCap> cap = messages.flatMap(most ->
                span.flatMap(name -> name.equals("within") ? within(section, most) : perLocalDay(section, most)));
        section.end();
        return cap.map(all -> channel.map(all::on).orElse(all));
    }

    private static Optional<MessageCap> within(Section section, int messages) {
        return section.text("within", text -> MessageCap.within(messages, Times.duration(text)));
    }

    private static Optional<MessageCap> perLocalDay(Section section, int messages) {
        Optional<Boolean> flag = section.flag("perLocalDay");
        return flag.filter(set -> !set).isPresent()
                ? section.refuse("perLocalDay", "be true where it stands")
                : flag.map(set -> MessageCap.perLocalDay(messages));
    }

    static void write(MessageCaps caps, ObjectNode node) {
        Json.put(node, "minimumGap", caps.minimumGap(), USUAL.minimumGap());
        if (!caps.caps().isEmpty()) {
            ArrayNode limits = node.putArray("limits");
            caps.caps().forEach(cap -> write(cap, limits.addObject()));
        }
        if (!caps.exempt().equals(USUAL.exempt())) {
            ArrayNode exempt = node.putArray("exempt");
            caps.exempt().stream().sorted().forEach(kind -> exempt.add(kind.name()));
        }
    }

    private static void write(MessageCap cap, ObjectNode node) {
        Json.put(node, "channel", cap.channel());
        SendCap limit = cap.limit();
        node.put("messages", limit.limit());
        if (limit instanceof FrequencyCap frequency) {
            node.put("within", frequency.window().toString());
        } else if (limit instanceof LocalDayCap) {
            node.put("perLocalDay", true);
        }
    }
}
