package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.ContactKind;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.ContactState;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.subject.SubjectType;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The stored form of subjects, without their consents and opt-outs, which are ledgers of their own, and of consents. What is
 * empty is left out; members that are not known are passed over. Thread-safe.
 */
public final class SubjectJson {

    private static final String DATE = "date";
    private static final String INSTANT = "instant";

    private SubjectJson() {}

    /** Writes a subject on one line, without consents and opt-outs. */
    public static String write(Subject subject) {
        return Compact.write(json -> {
            Compact.put(json, "id", subject.id());
            Compact.put(json, "type", subject.type());
            Compact.put(json, "firstName", subject.firstName());
            Compact.put(json, "lastName", subject.lastName());
            Compact.put(json, "name", subject.name());
            Compact.put(json, "country", subject.country());
            Compact.put(json, "region", subject.region());
            Compact.put(json, "zone", subject.zone());
            Compact.put(json, "locale", subject.locale().map(Locale::toLanguageTag));
            Compact.put(json, "deletedAt", subject.deletedAt());
            Compact.put(json, "erasedAt", subject.erasedAt());
            contactPoints(json, subject.contactPoints());
            attributes(json, subject.attributes());
        });
    }

    /** How a text stands within the stored form, between its quotation marks: a part of a text is a part of its form. */
    public static String stored(String text) {
        String document = Compact.write(json -> json.writeStringField("t", text));
        return document.substring("{\"t\":\"".length(), document.length() - "\"}".length());
    }

    private static void contactPoints(JsonGenerator json, List<ContactPoint> points) throws IOException {
        json.writeArrayFieldStart("contactPoints");
        for (ContactPoint point : points) {
            json.writeStartObject();
            Compact.put(json, "kind", point.kind());
            Compact.put(json, "value", point.value());
            if (point.state() != ContactState.OK) {
                Compact.put(json, "state", point.state());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void attributes(JsonGenerator json, Map<String, AttributeValue> attributes) throws IOException {
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            json.writeFieldName(attribute.getKey());
            value(json, attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, AttributeValue value) throws IOException {
        if (value instanceof AttributeValue.Number number) {
            json.writeNumber(number.value());
        } else if (value instanceof AttributeValue.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof AttributeValue.Date || value instanceof AttributeValue.Moment) {
            json.writeStartObject();
            Compact.put(json, value instanceof AttributeValue.Date ? DATE : INSTANT, value);
            json.writeEndObject();
        } else if (value instanceof AttributeValue.Many many) {
            json.writeStartArray();
            for (AttributeValue one : many.values()) {
                value(json, one);
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }

    /**
     * Reads what {@link #write(Subject)} wrote, in this version or another, so that consents and opt-outs can be added.
     *
     * @throws IllegalArgumentException if it is no subject
     */
    public static Subject.Builder read(String text) {
        return Compact.read(text, json -> {
            Subject.Builder subject = Subject.builder();
            for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
                if (!named(name, json, subject) && !placed(name, json, subject)) {
                    json.skipChildren();
                }
            }
            return subject;
        });
    }

    private static boolean named(String name, JsonParser json, Subject.Builder subject) throws IOException {
        switch (name) {
            case "id" -> subject.id(SubjectId.of(json.getText()));
            case "type" -> subject.type(SubjectType.valueOf(json.getText()));
            case "firstName" -> subject.firstName(json.getText());
            case "lastName" -> subject.lastName(json.getText());
            case "name" -> subject.name(json.getText());
            case "deletedAt" -> subject.deletedAt(StoredTimes.instant(json.getText()));
            case "erasedAt" -> subject.erasedAt(StoredTimes.instant(json.getText()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean placed(String name, JsonParser json, Subject.Builder subject) throws IOException {
        switch (name) {
            case "country" -> subject.country(json.getText());
            case "region" -> subject.region(json.getText());
            case "zone" -> subject.zone(ZoneId.of(json.getText()));
            case "locale" -> subject.locale(Locale.forLanguageTag(json.getText()));
            case "contactPoints" -> subject.contactPoints(Compact.list(json, SubjectJson::contactPoint));
            case "attributes" -> attributes(json, subject);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static ContactPoint contactPoint(JsonParser json) throws IOException {
        ContactKind kind = ContactKind.EMAIL;
        String value = "";
        ContactState state = ContactState.OK;
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "kind" -> kind = ContactKind.valueOf(json.getText());
                case "value" -> value = json.getText();
                case "state" -> state = ContactState.valueOf(json.getText());
                default -> json.skipChildren();
            }
        }
        return new ContactPoint(kind, value, state);
    }

    private static void attributes(JsonParser json, Subject.Builder subject) throws IOException {
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            subject.putAttribute(name, value(json));
        }
    }

    private static AttributeValue value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_ARRAY) {
            List<AttributeValue> values = new ArrayList<>(Compact.list(json, SubjectJson::value));
            return new AttributeValue.Many(values);
        }
        if (token == JsonToken.START_OBJECT) {
            String kind = Compact.member(json);
            String text = json.getText();
            json.nextToken();
            return DATE.equals(kind)
                    ? AttributeValue.of(LocalDate.parse(text))
                    : AttributeValue.of(Instant.parse(text));
        }
        if (token.isNumeric()) {
            return AttributeValue.of(json.getDecimalValue());
        }
        return token.isBoolean() ? AttributeValue.of(json.getBooleanValue()) : AttributeValue.of(json.getText());
    }

    /** Writes an entry of the consent ledger on one line. */
    public static String write(Consent consent) {
        return Compact.write(json -> {
            Compact.put(json, "kind", consent.kind());
            Compact.put(json, "at", consent.at());
            Compact.put(json, "channel", consent.channel());
            Compact.put(json, "topic", consent.topic());
            Compact.put(json, "endsAt", consent.endsAt());
            json.writeBooleanField("optIn", consent.optIn());
            Compact.put(json, "evidence", consent.evidence());
            Compact.put(json, "address", consent.address());
            Compact.put(json, "referrer", consent.referrer());
        });
    }

    /**
     * Reads what {@link #write(Consent)} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no consent
     */
    public static Consent readConsent(String text) {
        return Compact.read(text, json -> {
            Consent.Builder consent = Consent.builder();
            for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
                switch (name) {
                    case "kind" -> consent.kind(ConsentKind.valueOf(json.getText()));
                    case "at" -> consent.at(StoredTimes.instant(json.getText()));
                    case "channel" -> consent.channel(ChannelKind.valueOf(json.getText()));
                    case "topic" -> consent.topic(json.getText());
                    case "endsAt" -> consent.endsAt(StoredTimes.instant(json.getText()));
                    case "optIn" -> consent.optIn(json.getBooleanValue());
                    case "evidence" -> consent.evidence(json.getText());
                    case "address" -> consent.address(json.getText());
                    case "referrer" -> consent.referrer(json.getText());
                    default -> json.skipChildren();
                }
            }
            return consent.build();
        });
    }
}
