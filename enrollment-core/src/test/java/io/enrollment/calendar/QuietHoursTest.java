package io.enrollment.calendar;

import static io.enrollment.calendar.QuietHoursTable.Use.CALL;
import static io.enrollment.calendar.QuietHoursTable.Use.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.calendar.QuietHoursTable.Hours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final SendWindow EIGHT_TO_NINE = SendWindow.daily("08:00", "21:00");
    private static final SendWindow STRICT = SendWindow.daily("10:00", "17:00");
    private static final SendWindow STRICT_CALLS = SendWindow.daily("11:00", "16:00");
    private static final SendWindow FLORIDA = SendWindow.daily("08:00", "20:00");
    private static final SendWindow CANADA_CALLS = SendWindow.daily("09:30", "18:00");

    private static final QuietHoursTable TABLE = QuietHoursTable.builder()
            .fallback(new Hours(EIGHT_TO_NINE, EIGHT_TO_NINE))
            .strict(new Hours(STRICT, STRICT_CALLS))
            .addRules(rule("US", "", EIGHT_TO_NINE, EIGHT_TO_NINE), rule("US", "FL", FLORIDA, FLORIDA))
            .addRule(rule("CA", "", EIGHT_TO_NINE, CANADA_CALLS))
            .addRule(rule("ZZ", "", FLORIDA, FLORIDA))
            .zones(new CandidateZones(
                    Map.of(
                            "US", List.of(NEW_YORK, LOS_ANGELES),
                            "US-NY", List.of(NEW_YORK),
                            "CA", List.of(ZoneId.of("America/Toronto"), ZoneId.of("America/Vancouver")),
                            "FR", List.of(PARIS)),
                    List.of(LOS_ANGELES, NEW_YORK)))
            .build();

    private static QuietHoursRule rule(String country, String region, SendWindow texts, SendWindow calls) {
        Optional<String> code = Optional.of(region).filter(text -> !text.isEmpty());
        return new QuietHoursRule(country, code, texts, calls, "test", LocalDate.of(2026, 10, 8));
    }

    private static QuietHours gate(String country, String region, ZoneId... zone) {
        return gate(country, region, TEXT, zone);
    }

    private static QuietHours gate(String country, String region, QuietHoursTable.Use use, ZoneId... zone) {
        return TABLE.gateFor(
                Optional.of(country).filter(text -> !text.isEmpty()),
                Optional.of(region).filter(text -> !text.isEmpty()),
                Optional.of(List.of(zone)).filter(zones -> !zones.isEmpty()).map(zones -> zones.get(0)),
                use);
    }

    @Test
    void aKnownRegionHasItsRule() {
        assertThat(gate("US", "FL", PARIS)).isEqualTo(QuietHours.in(PARIS, FLORIDA, "US-FL"));
        assertThat(gate(" us", "us-fl", PARIS)).isEqualTo(QuietHours.in(PARIS, FLORIDA, "US-FL"));
    }

    @Test
    void aKnownRegionWithoutARuleHasThatOfItsCountry() {
        assertThat(gate("US", "NY", NEW_YORK)).isEqualTo(QuietHours.in(NEW_YORK, EIGHT_TO_NINE, "US"));
    }

    @Test
    void textsAndCallsHaveTheirOwnHours() {
        assertThat(gate("CA", "ON", TEXT, NEW_YORK).window()).isEqualTo(EIGHT_TO_NINE);
        assertThat(gate("CA", "ON", CALL, NEW_YORK).window()).isEqualTo(CANADA_CALLS);
    }

    @Test
    void aCountryWithoutARuleHasTheDefault() {
        assertThat(gate("FR", "", PARIS)).isEqualTo(QuietHours.in(PARIS, EIGHT_TO_NINE, "FR, default"));
        assertThat(gate("FR", "IDF", PARIS).basis()).isEqualTo("FR-IDF, default");
    }

    @Test
    void aPlaceThatLiesInOneZoneMakesTheZoneKnown() {
        assertThat(gate("FR", "")).isEqualTo(QuietHours.in(PARIS, EIGHT_TO_NINE, "FR, default"));
        assertThat(gate("US", "NY")).isEqualTo(QuietHours.in(NEW_YORK, EIGHT_TO_NINE, "US"));
    }

    @Test
    void anUnknownRegionWhereRegionsHaveRulesHasTheStrictHoursToo() {
        QuietHours expected = QuietHours.in(PARIS, STRICT.and(EIGHT_TO_NINE), "strict: US, region unknown");

        assertThat(gate("US", "", PARIS)).isEqualTo(expected);
        assertThat(gate("US", "QQ", PARIS)).isEqualTo(expected);
    }

    @Test
    void anUnknownZoneHasTheStrictHoursInEveryZoneOfThePlace() {
        assertThat(gate("US", "FL"))
                .isEqualTo(new QuietHours(
                        STRICT.and(FLORIDA), List.of(NEW_YORK, LOS_ANGELES), "strict: US-FL, zone unknown"));
        assertThat(gate("CA", "", CALL).window()).isEqualTo(STRICT_CALLS.and(CANADA_CALLS));
        assertThat(gate("CA", "", CALL).zones()).hasSize(2);
        assertThat(gate("CA", "", CALL).basis()).isEqualTo("strict: CA, zone unknown");
    }

    @Test
    void anUnknownCountryHasTheStrictHours() {
        assertThat(gate("", "FL", PARIS)).isEqualTo(QuietHours.in(PARIS, STRICT, "strict: country unknown"));
        assertThat(gate("", ""))
                .isEqualTo(new QuietHours(STRICT, List.of(LOS_ANGELES, NEW_YORK), "strict: country unknown"));
        assertThat(gate("XX", "").basis()).isEqualTo("strict: country unknown");
    }

    @Test
    void aCountryWithARuleButNoZonesMayBeAnywhereUnknown() {
        assertThat(gate("ZZ", ""))
                .isEqualTo(new QuietHours(
                        STRICT.and(FLORIDA), List.of(LOS_ANGELES, NEW_YORK), "strict: ZZ, zone unknown"));
    }

    @Test
    void openMeansOpenInEveryZone() {
        QuietHours hours = gate("US", "FL");

        assertThat(hours.isOpen(Instant.parse("2026-03-05T15:00:00Z"))).isFalse();
        assertThat(hours.isOpen(Instant.parse("2026-03-05T18:00:00Z"))).isTrue();
        assertThat(hours.isOpen(Instant.parse("2026-03-05T22:00:00Z"))).isFalse();
        assertThat(hours.nextOpening(Instant.parse("2026-03-05T18:30:00Z")))
                .contains(Instant.parse("2026-03-05T18:30:00Z"));
        assertThat(hours.nextOpening(Instant.parse("2026-03-05T22:00:00Z")))
                .contains(Instant.parse("2026-03-06T18:00:00Z"));
    }

    @Test
    void hoursThatNeverMeetDoNotOpen() {
        QuietHours apart = new QuietHours(SendWindow.daily("09:00", "10:00"), List.of(NEW_YORK, LOS_ANGELES), "test");

        assertThat(apart.nextOpening(Instant.parse("2026-03-05T18:30:00Z"))).isEmpty();
    }

    @Test
    void aPlaceWithTwoRulesIsRefused() {
        QuietHoursTable.Builder twice =
                QuietHoursTable.builder().from(TABLE).addRule(rule("US", "FL", EIGHT_TO_NINE, EIGHT_TO_NINE));

        assertThatIllegalArgumentException().isThrownBy(twice::build).withMessageContaining("name each place once");
    }

    @Test
    void codesInAnotherFormAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("us", "", FLORIDA, FLORIDA))
                .withMessageContaining("country");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("US", "Florida", FLORIDA, FLORIDA))
                .withMessageContaining("region");
    }

    @Test
    void aPlaceWithoutZonesIsRefused() {
        List<ZoneId> none = List.of();
        List<ZoneId> one = List.of(PARIS);
        Map<String, List<ZoneId>> empty = Map.of("US", none);
        Map<String, List<ZoneId>> places = Map.of();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CandidateZones(empty, one))
                .withMessageContaining("zones of US");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CandidateZones(places, none))
                .withMessageContaining("unknown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuietHours(STRICT, none, "test"))
                .withMessageContaining("zones");
    }
}
