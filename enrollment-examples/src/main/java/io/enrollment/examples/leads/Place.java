package io.enrollment.examples.leads;

import java.util.List;

/**
 * Where a lead lives.
 *
 * @param country ISO 3166-1 alpha-2
 * @param region the part of the ISO 3166-2 code behind the hyphen
 * @param zone the time zone
 * @param locale the language
 * @param mobile prefix of fictional numbers that take texts; two digits follow
 * @param landline prefix of fictional numbers that do not; two digits follow; empty where the number does not tell
 */
record Place(String country, String region, String zone, String locale, String mobile, String landline) {

    /** Canada: numbers 555-0100 to 555-0199 are kept for fiction in every area code of North America. */
    static final List<Place> CANADA = List.of(
            northAmerica("CA", "ON", "America/Toronto", "en-CA", 416),
            northAmerica("CA", "ON", "America/Toronto", "en-CA", 905),
            northAmerica("CA", "QC", "America/Toronto", "fr-CA", 514),
            northAmerica("CA", "BC", "America/Vancouver", "en-CA", 604),
            northAmerica("CA", "AB", "America/Edmonton", "en-CA", 403),
            northAmerica("CA", "SK", "America/Regina", "en-CA", 306),
            northAmerica("CA", "MB", "America/Winnipeg", "en-CA", 204),
            northAmerica("CA", "NS", "America/Halifax", "en-CA", 902),
            northAmerica("CA", "NL", "America/St_Johns", "en-CA", 709));

    /** The United States. */
    static final List<Place> STATES = List.of(
            northAmerica("US", "NY", "America/New_York", "en-US", 212),
            northAmerica("US", "FL", "America/New_York", "es-US", 305),
            northAmerica("US", "IL", "America/Chicago", "en-US", 312),
            northAmerica("US", "TX", "America/Chicago", "en-US", 512),
            northAmerica("US", "CO", "America/Denver", "en-US", 303),
            northAmerica("US", "AZ", "America/Phoenix", "en-US", 602),
            northAmerica("US", "CA", "America/Los_Angeles", "en-US", 415),
            northAmerica("US", "WA", "America/Los_Angeles", "en-US", 206),
            northAmerica("US", "AK", "America/Anchorage", "en-US", 907),
            northAmerica("US", "HI", "Pacific/Honolulu", "en-US", 808));

    /** Europe: numbers that the German, British and French regulators keep for fiction. */
    static final List<Place> EUROPE = List.of(
            new Place("DE", "BE", "Europe/Berlin", "de-DE", "+49 171 39200", "+49 30 231251"),
            new Place("DE", "BY", "Europe/Berlin", "de-DE", "+49 171 39200", "+49 30 231251"),
            new Place("GB", "ENG", "Europe/London", "en-GB", "+49 171 39200", "+44 20 7946 01"),
            new Place("FR", "IDF", "Europe/Paris", "fr-FR", "+49 171 39200", "+33 1 99 00 12 "));

    private static Place northAmerica(String country, String region, String zone, String locale, int areaCode) {
        return new Place(country, region, zone, locale, "+1 " + areaCode + " 555 01", "");
    }
}
