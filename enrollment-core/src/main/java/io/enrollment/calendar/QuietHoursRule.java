package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hours that one country or region allows, with where that is written.
 *
 * @param country ISO 3166-1 alpha-2 code in upper case
 * @param region the part of the ISO 3166-2 code after the hyphen in upper case; absent: the country's own rule
 * @param texts when texts may be sent, by the recipient's local time
 * @param calls when calls may be made, by the recipient's local time
 * @param source the rule's legal or other source
 * @param asOf the date on which the source was read
 */
public record QuietHoursRule(
        String country, Optional<String> region, SendWindow texts, SendWindow calls, String source, LocalDate asOf) {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern REGION = Pattern.compile("[A-Z0-9]{1,3}");

    /**
     * Checks the codes.
     *
     * @throws IllegalArgumentException if the country or the region is not a code in upper case, or the source is blank
     */
    public QuietHoursRule {
        Require.that(COUNTRY.matcher(country).matches(), "country", country, "be two upper case letters");
        region.ifPresent(code ->
                Require.that(REGION.matcher(code).matches(), "region", code, "be 1 to 3 upper case letters or digits"));
        Require.text("source", source, 400);
    }

    /** The hours of the rule. */
    public QuietHoursTable.Hours hours() {
        return new QuietHoursTable.Hours(texts, calls);
    }

    String place() {
        return CandidateZones.place(country, region);
    }
}
