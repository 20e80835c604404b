package io.enrollment.calendar;

import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueTimesTest {

    private static final ResolvedZone TORONTO = zone("America/Toronto");

    private static ResolvedZone zone(String id) {
        return new ResolvedZone(ZoneId.of(id), ZoneSource.SUBJECT);
    }

    private static Instant at(String local) {
        return at(local, TORONTO);
    }

    private static Instant at(String local, ResolvedZone zone) {
        return LocalDateTime.parse(local).atZone(zone.zone()).toInstant();
    }

    private static DueTime due(String anchor, Delay delay, SendGates gates) {
        return DueTimes.resolve(at(anchor), delay, TORONTO, gates).orElseThrow();
    }

    private static DueTime due(String anchor, Delay delay) {
        return due(anchor, delay, SendGates.none());
    }

    @Test
    void theDerivationTellsEveryStep() {
        SendGates gates = SendGates.builder()
                .window(SendWindow.weekdays("10:00", "17:00"))
                .calendar(BusinessCalendar.of(Set.of(SATURDAY, SUNDAY), Set.of(LocalDate.of(2026, 3, 9))))
                .businessDaysOnly(true)
                .build();

        DueTime due = due("2026-03-05T17:00", Delay.days(1), gates);

        assertThat(due.derivation())
                .containsExactly(
                        "anchor 2026-03-05T17:00",
                        "+1 day → Fri 2026-03-06 17:00",
                        "outside window → Mon 2026-03-09 10:00",
                        "holiday → Tue 2026-03-10 10:00");
        assertThat(due.at()).isEqualTo(at("2026-03-10T10:00"));
        assertThat(due.local()).isEqualTo("2026-03-10T10:00");
        assertThat(due.zone()).isEqualTo(TORONTO);
    }

    @Test
    void businessDaysSkipTheWeekendAndKeepTheTimeOfDayUnlessOneIsSet() {
        assertThat(due("2026-03-05T17:00", Delay.businessDays(2)).local()).isEqualTo("2026-03-09T17:00");
        DueTime atNine = due("2026-03-05T17:00", Delay.businessDays(2).at("09:00"));

        assertThat(atNine.local()).isEqualTo("2026-03-09T09:00");
        assertThat(atNine.derivation())
                .containsExactly("anchor 2026-03-05T17:00", "+2 business days → Mon 2026-03-09 09:00");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-05T17:00, 2026-03-05T17:00",
        "2026-03-07T17:00, 2026-03-09T17:00",
    })
    void noBusinessDaysIsTheAnchorOnABusinessDayElseTheNextOne(String anchor, String expected) {
        assertThat(due(anchor, Delay.businessDays(0)).local()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-05T08:00, 2026-03-05T09:00",
        "2026-03-05T09:00, 2026-03-05T09:00",
        "2026-03-05T09:00:00.000000001, 2026-03-06T09:00",
        "2026-03-06T10:00, 2026-03-07T09:00"
    })
    void noDaysAtATimeIsTodayIfStillToComeElseTheNextDay(String anchor, String expected) {
        assertThat(due(anchor, Delay.days(0).at("09:00")).local()).isEqualTo(expected);
        assertThat(due(anchor, Delay.none().at("09:00")).local()).isEqualTo(expected);
    }

    @Test
    void noBusinessDaysAtATimeGoesToTheNextBusinessDayWhenThatTimeIsPast() {
        assertThat(due("2026-03-06T10:00", Delay.businessDays(0).at("09:00")).local())
                .isEqualTo("2026-03-09T09:00");
        assertThat(due("2026-03-06T08:00", Delay.businessDays(0).at("09:00")).local())
                .isEqualTo("2026-03-06T09:00");
    }

    @ParameterizedTest
    @CsvSource({
        "P1D, 2026-03-07T12:00, 2026-03-08T12:00, +1 day",
        "P2D, 2026-03-07T12:00, 2026-03-09T12:00, +2 days",
        "P1M, 2026-01-31T12:00, 2026-02-28T12:00, +1 month",
        "P1M1D, 2026-01-31T12:00, 2026-03-01T12:00, +1 month +1 day",
        "P14D, 2026-03-01T12:00, 2026-03-15T12:00, +14 days"
    })
    void daysAndMonthsKeepTheWallClock(String period, String anchor, String expected, String words) {
        DueTime due = due(anchor, new Delay.CalendarDays(Period.parse(period), Optional.empty()));

        assertThat(due.local()).isEqualTo(expected);
        assertThat(due.derivation()).hasSize(2);
        assertThat(due.derivation().get(1)).startsWith(words + " → ");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, +1 hour",
        "PT48H, +48 hours",
        "PT1M, +1 minute",
        "PT90M, +90 minutes",
        "PT1H0.5S, +PT1H0.5S",
        "PT61S, +PT1M1S"
    })
    void elapsedTimeIsNotMovedByTheClocks(Duration duration, String words) {
        DueTime due = due("2026-03-08T01:30", new Delay.Elapsed(duration));

        assertThat(due.at()).isEqualTo(at("2026-03-08T01:30").plus(duration));
        assertThat(due.derivation().get(1)).startsWith(words + " → ");
    }

    @Test
    void noDelayIsTheAnchor() {
        DueTime due = due("2026-03-08T01:30", Delay.none());

        assertThat(due.at()).isEqualTo(at("2026-03-08T01:30"));
        assertThat(due.derivation()).containsExactly("anchor 2026-03-08T01:30");
        assertThat(due("2026-03-08T01:30", Delay.days(0)).derivation()).containsExactly("anchor 2026-03-08T01:30");
    }

    @Test
    void aGapMovesForwardByItsLength() {
        DueTime due = due("2026-03-07T02:30", Delay.days(1));

        assertThat(due.local()).isEqualTo("2026-03-08T03:30");
        assertThat(due.derivation())
                .containsExactly(
                        "anchor 2026-03-07T02:30",
                        "+1 day → Sun 2026-03-08 02:30",
                        "clocks skip this time → Sun 2026-03-08 03:30");
    }

    @Test
    void aHalfHourGapMovesForwardByHalfAnHour() {
        ResolvedZone lordHowe = zone("Australia/Lord_Howe");

        DueTime due = DueTimes.resolve(at("2026-10-03T02:15", lordHowe), Delay.days(1), lordHowe, SendGates.none())
                .orElseThrow();

        assertThat(due.local()).isEqualTo("2026-10-04T02:45");
    }

    @Test
    void anOverlapTakesTheFirstOccurrence() {
        DueTime due = due("2026-10-31T01:30", Delay.days(1));

        assertThat(due.at()).isEqualTo("2026-11-01T05:30:00Z");
        assertThat(due.derivation()).endsWith("clocks show this time twice, first taken → Sun 2026-11-01 01:30");
    }

    @Test
    void anOverlapTakesTheSecondOccurrenceWhenTheFirstIsBeforeTheAnchor() {
        Instant anchor = Instant.parse("2026-11-01T06:15:00Z");

        DueTime due = DueTimes.resolve(anchor, Delay.days(0).at("01:30"), TORONTO, SendGates.none())
                .orElseThrow();

        assertThat(due.at()).isEqualTo("2026-11-01T06:30:00Z");
        assertThat(due.derivation()).endsWith("clocks show this time twice, second taken → Sun 2026-11-01 01:30");
    }

    @Test
    void aSkippedDateMovesToTheNext() {
        ResolvedZone apia = zone("Pacific/Apia");

        DueTime day = DueTimes.resolve(at("2011-12-29T10:00", apia), Delay.days(1), apia, SendGates.none())
                .orElseThrow();
        DueTime businessDay = DueTimes.resolve(
                        at("2011-12-29T10:00", apia), Delay.businessDays(1), apia, SendGates.none())
                .orElseThrow();

        assertThat(day.local()).isEqualTo("2011-12-31T10:00");
        assertThat(businessDay.local()).isEqualTo("2012-01-02T10:00");
        assertThat(businessDay.derivation()).endsWith("not a business day → Mon 2012-01-02 10:00");
    }

    @Test
    void notBeforeHoldsUntilItsInstantAndTheWindowAppliesAfterIt() {
        SendGates gates = SendGates.builder()
                .notBefore(at("2026-03-05T20:30"))
                .window(SendWindow.daily("09:00", "20:00"))
                .build();

        DueTime due = due("2026-03-05T12:00", Delay.hours(1), gates);

        assertThat(due.derivation())
                .containsExactly(
                        "anchor 2026-03-05T12:00",
                        "+1 hour → Thu 2026-03-05 13:00",
                        "not before → Thu 2026-03-05 20:30",
                        "outside window → Fri 2026-03-06 09:00");
    }

    @Test
    void notBeforeAnEarlierInstantChangesNothing() {
        SendGates gates = SendGates.builder().notBefore(at("2026-03-05T13:00")).build();

        assertThat(due("2026-03-05T12:00", Delay.hours(1), gates).derivation())
                .containsExactly("anchor 2026-03-05T12:00", "+1 hour → Thu 2026-03-05 13:00");
    }

    @Test
    void aDayThatMovesOffTheWeekendStartsWithItsWindow() {
        SendGates gates = SendGates.builder()
                .window(SendWindow.daily("09:00", "20:00"))
                .businessDaysOnly(true)
                .build();

        DueTime due = due("2026-03-06T15:00", Delay.days(1), gates);

        assertThat(due.derivation())
                .containsExactly(
                        "anchor 2026-03-06T15:00", "+1 day → Sat 2026-03-07 15:00", "weekend → Mon 2026-03-09 09:00");
    }

    @Test
    void theNightAfterAClosedDateIsClosed() {
        SendGates gates = SendGates.builder()
                .window(SendWindow.daily("22:00", "02:00"))
                .businessDaysOnly(true)
                .build();

        assertThat(due("2026-03-09T01:00", Delay.none(), gates).derivation())
                .endsWith("night after a closed date → Mon 2026-03-09 22:00");
    }

    @Test
    void businessDaysOnlyWithoutAWindowStartsWithTheDay() {
        SendGates gates = SendGates.builder().businessDaysOnly(true).build();

        assertThat(due("2026-03-07T15:00", Delay.none(), gates).local()).isEqualTo("2026-03-09T00:00");
        assertThat(due("2026-03-07T15:00", Delay.none()).local()).isEqualTo("2026-03-07T15:00");
    }

    @Test
    void quietHoursGoByTheRecipientsClockAndTheWindowByTheDueTimes() {
        SendGates gates = SendGates.builder()
                .window(SendWindow.daily("09:00", "17:00"))
                .quietHours(
                        QuietHours.in(ZoneId.of("America/Los_Angeles"), SendWindow.daily("09:00", "20:00"), "US-CA"))
                .build();

        DueTime due = due("2026-03-05T20:00", Delay.none(), gates);

        assertThat(due.derivation())
                .containsExactly(
                        "anchor 2026-03-05T20:00",
                        "outside window → Fri 2026-03-06 09:00",
                        "quiet hours (US-CA) → Fri 2026-03-06 12:00");
    }

    @Test
    void gatesThatNeverOpenTogetherGiveNothing() {
        SendGates apart = SendGates.builder()
                .window(SendWindow.daily("09:00", "10:00"))
                .quietHours(QuietHours.in(TORONTO.zone(), SendWindow.daily("11:00", "12:00"), "x"))
                .build();
        SendGates never =
                SendGates.builder().window(SendWindow.ofDays(Map.of())).build();

        assertThat(DueTimes.gate(at("2026-03-05T12:00"), TORONTO, apart)).isEmpty();
        assertThat(DueTimes.gate(at("2026-03-05T12:00"), TORONTO, never)).isEmpty();
    }

    @Test
    void aDateIsTakenAsItStandsAndThenGated() {
        SendGates gates = SendGates.builder()
                .notBefore(at("2026-03-08T02:00"))
                .window(SendWindow.daily("09:00", "20:00"))
                .build();

        DueTime due = DueTimes.atLocal(LocalDateTime.parse("2026-03-08T02:30"), TORONTO, gates)
                .orElseThrow();

        assertThat(due.derivation())
                .containsExactly(
                        "date 2026-03-08T02:30",
                        "clocks skip this time → Sun 2026-03-08 03:30",
                        "outside window → Sun 2026-03-08 09:00");
        assertThat(DueTimes.atLocal(LocalDateTime.parse("2020-01-01T12:00"), TORONTO, SendGates.none())
                        .orElseThrow()
                        .local())
                .isEqualTo("2020-01-01T12:00");
    }

    @Test
    void handOffAsksTheGatesAgain() {
        SendGates gates =
                SendGates.builder().window(SendWindow.daily("09:00", "20:00")).build();

        DueTime now = DueTimes.gate(at("2026-03-05T12:00"), TORONTO, gates).orElseThrow();
        DueTime later = DueTimes.gate(at("2026-03-05T21:00"), TORONTO, gates).orElseThrow();

        assertThat(now.at()).isEqualTo(at("2026-03-05T12:00"));
        assertThat(now.derivation()).isEqualTo(List.of("at 2026-03-05T12:00"));
        assertThat(later.at()).isEqualTo(at("2026-03-06T09:00"));
    }
}
