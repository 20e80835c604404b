package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.Organization;

/** Writes one organization, without what is as by default. */
final class OrganizationWriter {

    private static final Organization USUAL = Organization.named("?").build();

    private OrganizationWriter() {}

    static ObjectNode write(Organization organization) {
        ObjectNode document = Json.object().put("format", OrganizationJson.FORMAT);
        Json.put(document, "id", organization.id(), USUAL.id());
        document.put("name", organization.name());
        Json.put(document, "zone", organization.zone());
        Json.put(document, "legalZone", organization.legalZone());
        Json.put(document, "country", organization.country());
        Json.put(document, "senderKind", organization.senderKind(), USUAL.senderKind());
        Json.put(document, "identification", organization.identification());
        Json.put(document, "unsubscribe", organization.unsubscribe());
        if (!organization.casl().equals(USUAL.casl())) {
            casl(organization.casl(), document.putObject("casl"));
        }
        if (!organization.businessCalendar().equals(USUAL.businessCalendar())) {
            calendar(organization.businessCalendar(), document.putObject("businessCalendar"));
        }
        if (!organization.caps().equals(USUAL.caps())) {
            CapsJson.write(organization.caps(), document.putObject("caps"));
        }
        return document;
    }

    private static void casl(CaslPolicy policy, ObjectNode node) {
        CaslPolicy usual = USUAL.casl();
        Json.put(node, "unknownJurisdiction", policy.unknownJurisdiction(), usual.unknownJurisdiction());
        Json.put(node, "sameDayCounts", policy.sameDayCounts(), usual.sameDayCounts());
        Json.put(node, "impliedAfterWithdrawal", policy.impliedAfterWithdrawal(), usual.impliedAfterWithdrawal());
        if (!policy.foreignStates().isEmpty()) {
            ArrayNode states = node.putArray("foreignStates");
            policy.foreignStates().stream().sorted().forEach(states::add);
        }
        Json.put(node, "exemptAfterWithdrawal", policy.exemptAfterWithdrawal(), usual.exemptAfterWithdrawal());
        Json.put(node, "legalDay", policy.legalDay(), usual.legalDay());
        Json.put(node, "lookahead", policy.lookahead(), usual.lookahead());
    }

    private static void calendar(BusinessCalendar calendar, ObjectNode node) {
        ArrayNode weekend = node.putArray("weekend");
        calendar.weekend().forEach(day -> weekend.add(WindowJson.name(day)));
        ArrayNode holidays = node.putArray("holidays");
        calendar.holidays().forEach(date -> holidays.add(date.toString()));
    }
}
