package io.enrollment.criteria;

import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.ContactKind;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.Subject;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a subject that conditions refer to by name. A built-in name always means the built-in field; any other
 * name means the attribute of that name. All built-in fields are text.
 */
public final class Fields {

    /** The host's identifier. */
    public static final String ID = "id";

    /** {@code PERSON} or {@code COMPANY}. */
    public static final String TYPE = "type";

    /** The given name. */
    public static final String FIRST_NAME = "firstName";

    /** The family name. */
    public static final String LAST_NAME = "lastName";

    /** The whole name, when the host has one; not made up from the first and last name. */
    public static final String NAME = "name";

    /** The preferred email address, well-formed or not, in whatever state. */
    public static final String EMAIL = "email";

    /** The preferred telephone number as the host wrote it, well-formed or not, in whatever state. */
    public static final String PHONE = "phone";

    /** The ISO 3166-1 alpha-2 code of the country. */
    public static final String COUNTRY = "country";

    /** The ISO 3166-2 subdivision, without the country. */
    public static final String REGION = "region";

    /** The id of the subject's own time zone, such as {@code America/Toronto}. */
    public static final String TIME_ZONE = "timeZone";

    /** The language tag (BCP 47), such as {@code fr-CA}. */
    public static final String LOCALE = "locale";

    private static final Set<String> BUILT_IN =
            Set.of(ID, TYPE, FIRST_NAME, LAST_NAME, NAME, EMAIL, PHONE, COUNTRY, REGION, TIME_ZONE, LOCALE);

    private Fields() {}

    /** Whether {@code name} means a built-in field; an attribute of that name cannot be seen by conditions. */
    public static boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name);
    }

    /** The names of the built-in fields, in alphabetical order. */
    public static List<String> builtIn() {
        return BUILT_IN.stream().sorted().toList();
    }

    /** The value of the field {@code name} of {@code subject}; empty when it is absent. */
    public static Optional<AttributeValue> of(Subject subject, String name) {
        return isBuiltIn(name)
                ? builtIn(subject, name).map(AttributeValue::of)
                : Optional.ofNullable(subject.attributes().get(name));
    }

    private static Optional<String> builtIn(Subject subject, String name) {
        return switch (name) {
            case ID -> Optional.of(subject.id().value());
            case TYPE -> Optional.of(subject.type().name());
            case FIRST_NAME -> subject.firstName();
            case LAST_NAME -> subject.lastName();
            case NAME -> subject.name();
            case EMAIL -> preferred(subject, ContactKind.EMAIL);
            case PHONE -> preferred(subject, ContactKind.PHONE);
            case COUNTRY -> subject.country();
            case REGION -> subject.region();
            case TIME_ZONE -> subject.zone().map(ZoneId::getId);
            case LOCALE -> subject.locale().map(Locale::toLanguageTag);
            default -> throw new IllegalArgumentException("not a built-in field: " + name);
        };
    }

    private static Optional<String> preferred(Subject subject, ContactKind kind) {
        return subject.contactPoints().stream()
                .filter(point -> point.kind() == kind)
                .findFirst()
                .map(ContactPoint::value);
    }
}
