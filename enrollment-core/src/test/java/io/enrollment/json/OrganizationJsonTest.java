package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enrollment.plan.Organization;
import io.enrollment.testkit.EligibilityArbitraries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OrganizationJsonTest {

    @Example
    void theGoldenOrganizationIsWrittenAsItStands() throws IOException {
        String golden = Golden.text("acme.organization.json");
        assertThat(OrganizationJson.write(OrganizationJson.read(golden))).isEqualTo(golden);
        byte[] bytes = golden.getBytes(StandardCharsets.UTF_8);
        assertThat(OrganizationJson.read(new ByteArrayInputStream(bytes))).isEqualTo(OrganizationJson.read(golden));
    }

    @Example
    void onlyTheNameMustBeThere() {
        Organization read = OrganizationJson.read("{\"format\":\"enrollment-organization/1\",\"name\":\"Acme\"}");
        assertThat(read).isEqualTo(Organization.named("Acme").build());
    }

    @Property(tries = 200)
    void anOrganizationIsReadAsItWasWritten(@ForAll("organizations") Organization organization) {
        assertThat(OrganizationJson.read(OrganizationJson.write(organization))).isEqualTo(organization);
    }

    @Provide
    Arbitrary<Organization> organizations() {
        return EligibilityArbitraries.organizations();
    }

    @Example
    void everyFaultIsToldWithItsPlace() {
        InvalidDocumentException refusal =
                catchThrowableOfType(InvalidDocumentException.class, () -> OrganizationJson.read("""
                        {"format": "enrollment-organization/1", "country": "Canada", "unsubscribe": "http://plain.example",
                         "casl": {"foreignStates": ["CA", "US"], "mood": 1},
                         "businessCalendar": {"weekend": ["MON","TUE","WED","THU","FRI","SAT","SUN"], "holidays": ["2026-13-01"]}}
                        """));
        assertThat(refusal.faults())
                .extracting(JsonFault::toString)
                .containsExactly(
                        "document: \"an object\" is refused: must have the member name",
                        "/country: \"Canada\" is refused: must be an ISO 3166-1 alpha-2 code",
                        "/unsubscribe: \"http://plain.example\" is refused: must be an https or mailto URI",
                        "/casl/foreignStates/0: \"CA\" is refused: must be an ISO 3166-1 alpha-2 code other than CA",
                        "/casl/mood: \"mood\" is refused: must be one of unknownJurisdiction, sameDayCounts,"
                                + " impliedAfterWithdrawal, foreignStates, exemptAfterWithdrawal, legalDay, lookahead",
                        "/businessCalendar/weekend: \"an array\" is refused: must leave at least one day of the week for"
                                + " business",
                        "/businessCalendar/holidays/0: \"2026-13-01\" is refused: must be a date that exists, like"
                                + " 2026-02-28");
    }
}
