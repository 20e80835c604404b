package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.enrollment.plan.Organization;
import java.io.IOException;
import java.io.InputStream;

/**
 * The JSON form of organizations, as people write it, read as strictly as plans are.
 *
 * <pre>{@code
 * {"format": "enrollment-organization/1", "name": "Acme Motors", "zone": "America/Toronto", "country": "CA",
 *  "identification": "Acme Motors, 1 Main St, Toronto", "unsubscribe": "https://acme.example/u",
 *  "id": "default", "legalZone": "America/Toronto", "senderKind": "BUSINESS",
 *  "casl": {"unknownJurisdiction": "APPLY", "sameDayCounts": true, "impliedAfterWithdrawal": false,
 *           "foreignStates": ["US"], "exemptAfterWithdrawal": true,
 *           "legalDay": "ORGANIZATION", "lookahead": "NONE"},
 *  "businessCalendar": {"weekend": ["SAT", "SUN"], "holidays": ["2026-12-25"]},
 *  "caps": {"minimumGap": "PT4H", "exempt": ["TRANSACTION", "WARRANTY_RECALL_SAFETY"],
 *           "limits": [{"messages": 3, "within": "P7D"}, {"channel": "TEXT", "messages": 1, "perLocalDay": true}]}}
 * }</pre>
 *
 * <p>Only format and name must be there. Writing leaves out what is as by default. Thread-safe.
 */
public final class OrganizationJson {

    /** The format that this version reads and writes. */
    public static final String FORMAT = "enrollment-organization/1";

    private OrganizationJson() {}

    /**
     * Reads what somebody authored.
     *
     * @throws InvalidDocumentException if it is no organization, with every fault found
     */
    public static Organization read(String document) {
        Faults faults = Faults.strict();
        JsonNode root = JsonText.parse(document, faults);
        return Section.of(root, "", faults)
                .flatMap(section -> new OrganizationReader(section).read(faults))
                .orElseThrow(() -> faults.refusal(root));
    }

    /**
     * Reads what somebody authored, as UTF-8, to the end of the stream; does not close it.
     *
     * @throws InvalidDocumentException if it is no organization, with every fault found
     * @throws IOException if the stream fails
     */
    public static Organization read(InputStream document) throws IOException {
        return read(JsonText.read(document));
    }

    /** The organization for people: indented, with a line feed at the end. */
    public static String write(Organization organization) {
        return Json.indented(OrganizationWriter.write(organization)) + "\n";
    }

    /** The organization on one line, to be part of another document. */
    static String line(Organization organization) {
        return Json.compact(OrganizationWriter.write(organization));
    }
}
