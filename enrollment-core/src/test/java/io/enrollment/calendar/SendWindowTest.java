package io.enrollment.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendWindowTest {

    private static final ZoneId TORONTO = ZoneId.of("America/Toronto");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");
    private static final ZoneId KWAJALEIN = ZoneId.of("Pacific/Kwajalein");

    private static Instant local(String text, ZoneId zone) {
        return LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-05T08:59:59, 2026-03-05T09:00",
        "2026-03-05T09:00, 2026-03-05T09:00",
        "2026-03-05T12:34:56.789, 2026-03-05T12:34:56.789",
        "2026-03-05T19:59:59.999999999, 2026-03-05T19:59:59.999999999",
        "2026-03-05T20:00, 2026-03-06T09:00",
        "2026-03-06T20:00, 2026-03-09T09:00",
        "2026-03-07T10:00, 2026-03-09T09:00"
    })
    void nowInsideMeansNowAndOutsideTheNextStart(String from, String expected) {
        SendWindow window = SendWindow.weekdays("09:00", "20:00");

        assertThat(window.nextOpening(local(from, TORONTO), TORONTO)).contains(local(expected, TORONTO));
    }

    @Test
    void aStartInsideAGapOpensRightAfterIt() {
        SendWindow window = SendWindow.daily("02:30", "04:00");

        assertThat(window.nextOpening(local("2026-03-08T00:00", TORONTO), TORONTO))
                .contains(local("2026-03-08T03:00", TORONTO));
    }

    @Test
    void aWindowWhollyInsideAGapDoesNotHappen() {
        SendWindow window = SendWindow.daily("02:15", "02:45");

        assertThat(window.nextOpening(local("2026-03-08T00:00", TORONTO), TORONTO))
                .contains(local("2026-03-09T02:15", TORONTO));
    }

    @Test
    void anOverlapReopensAWindow() {
        SendWindow window = SendWindow.daily("00:00", "01:30");
        Instant firstClosing = Instant.parse("2026-11-01T05:30:00Z");
        Instant clocksBack = Instant.parse("2026-11-01T06:00:00Z");

        assertThat(window.isOpen(firstClosing.minusNanos(1), TORONTO)).isTrue();
        assertThat(window.nextOpening(firstClosing, TORONTO)).contains(clocksBack);
        assertThat(window.nextOpening(clocksBack.plusSeconds(30 * 60), TORONTO))
                .contains(local("2026-11-02T00:00", TORONTO));
    }

    @Test
    void aStartInAnOverlapOpensAtItsFirstOccurrence() {
        SendWindow window = SendWindow.on(Set.of(SUNDAY), "01:30", "03:00");

        assertThat(window.nextOpening(local("2026-11-01T00:00", TORONTO), TORONTO))
                .contains(Instant.parse("2026-11-01T05:30:00Z"));
    }

    @Test
    void aSkippedDateHasNoWindow() {
        SendWindow fridays = SendWindow.on(Set.of(FRIDAY), "09:00", "17:00");

        assertThat(fridays.nextOpening(local("2011-12-29T12:00", APIA), APIA))
                .contains(local("2012-01-06T09:00", APIA));
    }

    @Test
    void theNightBeforeASkippedDateGoesOnAfterIt() {
        Instant afterTheSkip = local("2011-12-31T00:30", APIA);

        assertThat(SendWindow.on(Set.of(THURSDAY), "22:00", "02:00").isOpen(afterTheSkip, APIA))
                .isTrue();
        assertThat(SendWindow.on(Set.of(FRIDAY), "22:00", "02:00").isOpen(afterTheSkip, APIA))
                .isFalse();
    }

    @Test
    void aRepeatedDateHasTwoWindows() {
        SendWindow window = SendWindow.daily("09:00", "17:00");
        Instant first = local("1969-09-30T09:00", KWAJALEIN);

        assertThat(window.nextOpening(first.minusSeconds(1), KWAJALEIN)).contains(first);
        assertThat(window.nextOpening(first.plusSeconds(8 * 3600), KWAJALEIN)).contains(first.plusSeconds(23 * 3600));
    }

    @Test
    void aNightBelongsToTheDateOnWhichItOpens() {
        SendWindow window = SendWindow.on(Set.of(SATURDAY), "22:00", "02:00");

        assertThat(window.isOpen(local("2026-03-08T01:59", TORONTO), TORONTO)).isTrue();
        assertThat(window.isOpen(local("2026-03-07T01:59", TORONTO), TORONTO)).isFalse();
        assertThat(window.nextOpening(local("2026-03-08T02:00", ZoneOffset.UTC), ZoneOffset.UTC))
                .contains(local("2026-03-14T22:00", ZoneOffset.UTC));
    }

    @Test
    void closedDatesAreThoseOnWhichTheWindowOpens() {
        BusinessCalendar calendar = BusinessCalendar.of(Set.of(SATURDAY, SUNDAY), Set.of(LocalDate.of(2026, 3, 5)));
        SendWindow window = SendWindow.daily("22:00", "02:00");

        assertThat(window.isOpen(local("2026-03-05T01:00", TORONTO), TORONTO, calendar))
                .isTrue();
        assertThat(window.isOpen(local("2026-03-05T23:00", TORONTO), TORONTO, calendar))
                .isFalse();
        assertThat(window.isOpen(local("2026-03-06T01:00", TORONTO), TORONTO, calendar))
                .isFalse();
        assertThat(window.isOpen(local("2026-03-07T01:00", TORONTO), TORONTO, calendar))
                .isTrue();
        assertThat(window.nextOpening(local("2026-03-05T02:00", TORONTO), TORONTO, calendar))
                .contains(local("2026-03-06T22:00", TORONTO));
    }

    @Test
    void alwaysIsClosedOnClosedDatesOnly() {
        BusinessCalendar calendar = BusinessCalendar.mondayToFriday();

        assertThat(SendWindow.always().isOpen(local("2026-03-07T12:00", TORONTO), TORONTO))
                .isTrue();
        assertThat(SendWindow.always().nextOpening(local("2026-03-07T12:00", TORONTO), TORONTO, calendar))
                .contains(local("2026-03-09T00:00", TORONTO));
    }

    @Test
    void severalRulesMustAllBeOpen() {
        SendWindow window = SendWindow.weekdays("09:00", "20:00").and(SendWindow.daily("12:00", "21:00"));

        assertThat(window.isOpen(local("2026-03-05T11:59", TORONTO), TORONTO)).isFalse();
        assertThat(window.isOpen(local("2026-03-05T12:00", TORONTO), TORONTO)).isTrue();
        assertThat(window.isOpen(local("2026-03-05T20:00", TORONTO), TORONTO)).isFalse();
        assertThat(window.nextOpening(local("2026-03-06T20:30", TORONTO), TORONTO))
                .contains(local("2026-03-09T12:00", TORONTO));
    }

    @Test
    void rulesWithoutACommonMomentNeverOpen() {
        SendWindow window = SendWindow.weekdays("09:00", "12:00").and(SendWindow.daily("12:00", "21:00"));

        assertThat(window.neverOpens()).isTrue();
        assertThat(window.nextOpening(Instant.EPOCH, TORONTO)).isEmpty();
        assertThat(SendWindow.ofDays(Map.of()).neverOpens()).isTrue();
        assertThat(SendWindow.ofDays(Map.of(MONDAY, List.of())).neverOpens()).isTrue();
    }

    @Test
    void aWindowThatOpensOnceAWeekOpens() {
        for (DayOfWeek day : DayOfWeek.values()) {
            assertThat(SendWindow.on(Set.of(day), "23:59", "24:00").neverOpens())
                    .isFalse();
        }
        assertThat(SendWindow.always().neverOpens()).isFalse();
    }

    @Test
    void anOpeningAfterTwoYearsIsNone() {
        Set<LocalDate> fridays = LocalDate.of(2026, 1, 2)
                .datesUntil(LocalDate.of(2028, 1, 4), Period.ofWeeks(1))
                .collect(Collectors.toSet());
        SendWindow window = SendWindow.on(Set.of(FRIDAY), "09:00", "17:00");
        BusinessCalendar calendar = BusinessCalendar.of(Set.of(), fridays);

        assertThat(window.nextOpening(local("2026-01-01T00:00", TORONTO), TORONTO, calendar))
                .isEmpty();
        assertThat(window.nextOpening(local("2026-01-08T00:00", TORONTO), TORONTO, calendar))
                .contains(local("2028-01-07T09:00", TORONTO));
    }

    @Test
    void theRulesAreShownDayByDay() {
        SendWindow window = SendWindow.on(Set.of(SUNDAY), "12:00", "20:00");

        assertThat(window.days()).containsExactly(Map.of(SUNDAY, List.of(TimeRange.parse("12:00-20:00"))));
        assertThat(SendWindow.always().days()).isEmpty();
        assertThat(SendWindow.always().and(window)).isEqualTo(window);
        assertThat(window.and(window).days()).hasSize(1);
    }

    @Test
    void theTextTakesEqualDaysInARowTogether() {
        TimeRange day = TimeRange.parse("09:00-20:00");
        TimeRange night = TimeRange.parse("22:00-02:00");
        SendWindow window = SendWindow.ofDays(Map.of(
                MONDAY,
                List.of(day),
                DayOfWeek.TUESDAY,
                List.of(day),
                THURSDAY,
                List.of(day),
                FRIDAY,
                List.of(night, day)));

        assertThat(window).hasToString("Mon-Tue 09:00-20:00, Thu 09:00-20:00, Fri 09:00-20:00 22:00-02:00");
        assertThat(SendWindow.always()).hasToString("always");
        assertThat(SendWindow.ofDays(Map.of())).hasToString("never");
        assertThat(SendWindow.weekdays("09:00", "20:00").and(SendWindow.daily("08:00", "24:00")))
                .hasToString("Mon-Fri 09:00-20:00 and Mon-Sun 08:00-24:00");
    }

    @Test
    void windowsAreEqualWhenTheirRulesAre() {
        SendWindow a = SendWindow.weekdays("09:00", "20:00");
        SendWindow b = SendWindow.daily("12:00", "21:00");

        assertThat(a.and(b)).isEqualTo(b.and(a)).hasSameHashCodeAs(b.and(a));
        assertThat(a).isNotEqualTo(b).isNotEqualTo("Mon-Fri 09:00-20:00");
        assertThat(a.hashCode()).isNotEqualTo(b.hashCode());
    }

    @Test
    void noDayAtAllIsRefused() {
        Set<DayOfWeek> none = Set.of();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendWindow.on(none, "09:00", "20:00"))
                .withMessageContaining("days");
    }
}
