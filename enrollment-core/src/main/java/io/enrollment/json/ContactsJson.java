package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.eligibility.Reach;
import java.io.IOException;
import java.util.Optional;

/** The stored form of judged contact points: where a subject is reached on each channel, or why it is not. Thread-safe. */
public final class ContactsJson {

    private ContactsJson() {}

    /** Writes an assessment on one line. */
    public static String write(ContactAssessment contacts) {
        return Compact.write(json -> {
            Compact.object(json, "email", reach -> members(reach, contacts.email()));
            Compact.object(json, "text", reach -> members(reach, contacts.text()));
            Compact.object(json, "call", reach -> members(reach, contacts.call()));
        });
    }

    private static void members(JsonGenerator json, Reach reach) throws IOException {
        Compact.put(json, "reason", reach.reason());
        Compact.put(json, "address", reach.address());
        Compact.put(json, "lineType", reach.lineType());
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no assessment
     */
    public static ContactAssessment read(String text) {
        return Compact.read(text, json -> {
            Optional<Reach> email = Optional.empty();
            Optional<Reach> texts = Optional.empty();
            Optional<Reach> call = Optional.empty();
            for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
                switch (name) {
                    case "email" -> email = Optional.of(reach(json));
                    case "text" -> texts = Optional.of(reach(json));
                    case "call" -> call = Optional.of(reach(json));
                    default -> json.skipChildren();
                }
            }
            return ContactAssessment.of(present(email), present(texts), present(call));
        });
    }

    private static Reach present(Optional<Reach> reach) {
        return reach.orElseThrow(() -> new IllegalStateException("a channel is missing"));
    }

    private static Reach reach(JsonParser json) throws IOException {
        String reason = "";
        Optional<String> address = Optional.empty();
        Optional<String> lineType = Optional.empty();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "reason" -> reason = json.getText();
                case "address" -> address = Optional.of(json.getText());
                case "lineType" -> lineType = Optional.of(json.getText());
                default -> json.skipChildren();
            }
        }
        return new Reach(reason, address, lineType);
    }
}
