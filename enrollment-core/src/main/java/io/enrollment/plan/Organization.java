package io.enrollment.plan;

import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.subject.OrganizationId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.immutables.value.Value;

/** The tenant with its zone, its legal facts and its policies. Immutable. */
@Value.Immutable
@ValueStyle
public interface Organization {

    /** What kind of sender it is; some grounds of implied consent are open to some kinds only (CASL s.10(13)). */
    enum SenderKind {
        /** A business. */
        BUSINESS,
        /** A registered charity. */
        CHARITY,
        /** A political party, organization or candidate. */
        POLITICAL,
        /** A club, association or voluntary organization. */
        CLUB
    }

    /** The identifier. */
    @Value.Default
    default OrganizationId id() {
        return OrganizationId.DEFAULT;
    }

    /** The name. */
    String name();

    /** Its own zone: the last one asked for due times, and the one of exclusion days. */
    Optional<ZoneId> zone();

    /** The zone whose local days the law's periods are counted in; its own zone when empty. */
    Optional<ZoneId> legalZone();

    /** ISO 3166-1 alpha-2 code of where its sending systems are; empty is read as Canada (fail closed). */
    Optional<String> country();

    /** What kind of sender it is. */
    @Value.Default
    default SenderKind senderKind() {
        return SenderKind.BUSINESS;
    }

    /** Who sends, with a mailing address: what a commercial message must say (CASL s.6(2)). */
    Optional<String> identification();

    /** Where one unsubscribes: an https or mailto URI (CASL s.6(2)(c), s.11). */
    Optional<String> unsubscribe();

    /** The open questions of CASL, decided. */
    @Value.Default
    default CaslPolicy casl() {
        return CaslPolicy.defaults();
    }

    /** Weekends and holidays. */
    @Value.Default
    default BusinessCalendar businessCalendar() {
        return BusinessCalendar.mondayToFriday();
    }

    /** How much one subject gets, whichever plans it comes from; without limits unless set. */
    @Value.Default
    default MessageCaps caps() {
        return MessageCaps.none();
    }

    /** The zone of exclusion days and of the plan's dates: its own, else UTC. */
    default ZoneId zoneOrUtc() {
        return zone().orElse(ZoneOffset.UTC);
    }

    /** The zone whose local days the law's periods are counted in. */
    default ZoneId legalZoneOrOwn() {
        return legalZone().orElse(zoneOrUtc());
    }

    /** Checks the texts. */
    @Value.Check
    default void check() {
        Require.text("organization name", name(), 200);
        country()
                .ifPresent(code -> Require.that(
                        code.matches("[A-Z]{2}"), "organization country", code, "be an ISO 3166-1 alpha-2 code"));
        identification().ifPresent(text -> Require.text("organization identification", text, 1000));
        unsubscribe()
                .ifPresent(uri -> Require.that(
                        uri.matches("(https://|mailto:)[!-~]{1,1000}"),
                        "organization unsubscribe",
                        uri,
                        "be an https or mailto URI"));
    }

    /** Starts an organization of this name with the id {@link OrganizationId#DEFAULT}. */
    static Builder named(String name) {
        Builder builder = new Builder();
        builder.name(name);
        return builder;
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link Organization}; not thread-safe. */
    final class Builder extends ImmutableOrganization.Builder {
        Builder() {}

        /** Its zone by name. */
        public Builder zone(String name) {
            return zone(ZoneId.of(name));
        }

        /** Who sends, with a mailing address. */
        public Builder sentBy(String identification) {
            return identification(identification);
        }

        /** Where one unsubscribes. */
        public Builder unsubscribeAt(String uri) {
            return unsubscribe(uri);
        }
    }
}
