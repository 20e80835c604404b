package io.enrollment.json;

import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.Organization;
import io.enrollment.subject.OrganizationId;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one organization. The rules of single members are those of the value, asked with that member alone. */
final class OrganizationReader {

    private final Section document;
    private final Organization.Builder organization = Organization.builder();

    OrganizationReader(Section document) {
        this.document = document;
    }

    /** The organization; empty when any fault was found. */
    Optional<Organization> read(Faults faults) {
        document.requireFormat(OrganizationJson.FORMAT);
        document.text("id", OrganizationId::of).ifPresent(organization::id);
        document.requireText("name", 200).ifPresent(organization::name);
        document.text("zone", Times::zone).ifPresent(organization::zone);
        document.text("legalZone", Times::zone).ifPresent(organization::legalZone);
        document.oneOf("senderKind", Organization.SenderKind.class).ifPresent(organization::senderKind);
        checked("country", (part, code) -> part.country(code));
        checked("identification", (part, text) -> part.identification(text));
        checked("unsubscribe", (part, uri) -> part.unsubscribe(uri));
        document.section("casl").map(OrganizationReader::casl).ifPresent(organization::casl);
        document.section("businessCalendar")
                .flatMap(OrganizationReader::calendar)
                .ifPresent(organization::businessCalendar);
        document.section("caps").flatMap(CapsJson::read).ifPresent(organization::caps);
        document.end();
        return faults.isEmpty() ? Optional.of(organization.build()) : Optional.empty();
    }

    /** Puts a text into an organization. */
    private interface Put {
        Organization.Builder into(Organization.Builder organization, String text);
    }

    private void checked(String name, Put put) {
        document.text(name, text -> put.into(Organization.named(name), text).build())
                .flatMap(valid -> document.text(name))
                .ifPresent(text -> put.into(organization, text));
    }

    private static CaslPolicy casl(Section section) {
        CaslPolicy.Builder policy = CaslPolicy.builder();
        section.oneOf("unknownJurisdiction", CaslPolicy.UnknownJurisdiction.class)
                .ifPresent(policy::unknownJurisdiction);
        section.flag("sameDayCounts").ifPresent(policy::sameDayCounts);
        section.flag("impliedAfterWithdrawal").ifPresent(policy::impliedAfterWithdrawal);
        section.texts("foreignStates", OrganizationReader::foreignState).ifPresent(policy::foreignStates);
        section.flag("exemptAfterWithdrawal").ifPresent(policy::exemptAfterWithdrawal);
        section.oneOf("legalDay", CaslPolicy.LegalDay.class).ifPresent(policy::legalDay);
        section.oneOf("lookahead", CaslPolicy.Lookahead.class).ifPresent(policy::lookahead);
        section.end();
        return policy.build();
    }

    private static String foreignState(String code) {
        CaslPolicy.Builder policy = CaslPolicy.builder();
        policy.foreignStates(Set.of(code)).build();
        return code;
    }

    private static Optional<BusinessCalendar> calendar(Section section) {
        BusinessCalendar usual = BusinessCalendar.mondayToFriday();
        Optional<List<DayOfWeek>> weekend = section.texts("weekend", WindowJson::day);
        Optional<List<LocalDate>> holidays = section.texts("holidays", Times::date);
        section.end();
        return section.make(
                "weekend",
                () -> BusinessCalendar.of(
                        weekend.<Set<DayOfWeek>>map(Set::copyOf).orElse(usual.weekend()),
                        holidays.<Set<LocalDate>>map(Set::copyOf).orElse(usual.holidays())));
    }
}
