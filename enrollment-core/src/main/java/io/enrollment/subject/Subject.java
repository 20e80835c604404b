package io.enrollment.subject;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.immutables.value.Value;

/**
 * Who is enrolled: a person or a company as the host knows it at one moment, with contact points, attributes, consents
 * and opt-outs. Immutable.
 */
@Value.Immutable
@ValueStyle
public interface Subject {

    /** The host's identifier. */
    SubjectId id();

    /** Person or company. */
    @Value.Default
    default SubjectType type() {
        return SubjectType.PERSON;
    }

    /** The given name of a person. */
    Optional<String> firstName();

    /** The family name of a person. */
    Optional<String> lastName();

    /** The whole name; of a company, or of a person whose name is not split. */
    Optional<String> name();

    /** Addresses and numbers in the order of preference. */
    List<ContactPoint> contactPoints();

    /** ISO 3166-1 alpha-2 code of the country where the subject reads its messages. */
    Optional<String> country();

    /** State, province or region: the part of an ISO 3166-2 code after the hyphen, such as {@code ON} or {@code FL}. */
    Optional<String> region();

    /** The subject's own time zone. */
    Optional<ZoneId> zone();

    /** The language to write in. */
    Optional<Locale> locale();

    /** The host's own fields. */
    Map<String, AttributeValue> attributes();

    /** The consent ledger, in any order. */
    List<Consent> consents();

    /** Opt-outs, in any order. */
    List<OptOut> optOuts();

    /** Since when the host regards the subject as deleted. */
    Optional<Instant> deletedAt();

    /** Since when the subject's personal data are erased. */
    Optional<Instant> erasedAt();

    /** The name to show: the whole name, else first and last name, else the id. */
    default String displayName() {
        String parts = Stream.of(firstName(), lastName())
                .flatMap(Optional::stream)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        return name().filter(whole -> !whole.isBlank()).orElse(parts.isEmpty() ? id().value() : parts);
    }

    /** The contact points of one kind, in the order of preference. */
    default List<ContactPoint> contactPoints(ContactKind kind) {
        List<ContactPoint> ofKind = new ArrayList<>(contactPoints());
        ofKind.removeIf(point -> point.kind() != kind);
        return Collections.unmodifiableList(ofKind);
    }

    /** Checks the codes of country and region and the names of the attributes. */
    @Value.Check
    default void check() {
        country()
                .ifPresent(code -> Require.that(
                        code.length() == 2 && Require.isWord(code, 2, Subject::isCapital),
                        "subject country",
                        code,
                        "be an ISO 3166-1 alpha-2 code"));
        region().ifPresent(code -> Require.that(
                Require.isWord(code, 3, Subject::isCapitalOrDigit),
                "subject region",
                code,
                "be an ISO 3166-2 subdivision code"));
        attributes().keySet().forEach(name -> Require.text("attribute name", name, 200));
    }

    private static boolean isCapital(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isCapitalOrDigit(int c) {
        return isCapital(c) || (c >= '0' && c <= '9');
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** A builder for a person with this id. */
    static Builder person(String id) {
        Builder builder = new Builder();
        builder.id(SubjectId.of(id)).type(SubjectType.PERSON);
        return builder;
    }

    /** A builder for a company with this id. */
    static Builder company(String id) {
        Builder builder = new Builder();
        builder.id(SubjectId.of(id)).type(SubjectType.COMPANY);
        return builder;
    }

    /** Builds a {@link Subject}; not thread-safe. */
    final class Builder extends ImmutableSubject.Builder {
        Builder() {}

        /** Adds an email address in good standing. */
        public Builder email(String address) {
            return addContactPoint(ContactPoint.email(address));
        }

        /** Adds a telephone number in good standing. */
        public Builder phone(String number) {
            return addContactPoint(ContactPoint.phone(number));
        }

        /** Puts a text attribute. */
        public Builder attribute(String name, String value) {
            return putAttribute(name, AttributeValue.of(value));
        }
    }
}
