package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.calendar.Resumption.Interval;
import io.enrollment.testkit.CalendarArbitraries;
import io.enrollment.testkit.CalendarArbitraries.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumptionTest {

    private static final ZoneId TORONTO = ZoneId.of("America/Toronto");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(TORONTO).toInstant();
    }

    @Provide
    Arbitrary<Moment> moments() {
        return CalendarArbitraries.moments();
    }

    @Provide
    Arbitrary<List<Interval>> pauses() {
        Arbitrary<Interval> pause = Combinators.combine(
                        Arbitraries.longs().between(0, 60), Arbitraries.longs().between(0, 20))
                .as((start, length) -> new Interval(START.plusSeconds(start), START.plusSeconds(start + length)));
        return pause.list().ofMaxSize(6).withoutEdgeCases();
    }

    @ParameterizedTest(name = "due {0}, paused {1}, resumed {2}")
    @CsvSource({
        "2026-01-10T09:00, 2026-01-08T15:00, 2026-01-20T11:00, 2026-01-22T09:00",
        "2026-01-11T12:00, 2026-01-05T00:00, 2026-01-10T00:00, 2026-01-16T12:00",
        "2026-01-10T09:00, 2026-01-10T08:00, 2026-01-20T08:00, 2026-01-20T09:00",
        "2026-01-10T09:00, 2026-01-10T08:00, 2026-01-20T09:00, 2026-01-20T09:00",
        "2026-01-10T09:00, 2026-01-10T08:00, 2026-01-20T11:00, 2026-01-20T11:00",
        "2026-01-10T09:00, 2026-01-12T08:00, 2026-01-20T11:00, 2026-01-20T11:00",
        "2026-01-10T09:00, 2026-01-12T08:00, 2026-01-20T08:00, 2026-01-20T08:00",
        "2026-03-02T02:30, 2026-02-28T12:00, 2026-03-06T12:00, 2026-03-08T03:30"
    })
    void aCalendarWaitKeepsTheDatesLeftAndTheTimeOfDay(String due, String paused, String resumed, String expected) {
        assertThat(Resumption.freezeCalendar(LocalDateTime.parse(due), at(paused), at(resumed), TORONTO))
                .isEqualTo(at(expected));
    }

    @Test
    void anElapsedWaitKeepsWhatWasLeft() {
        Instant due = START.plus(Duration.ofDays(3));
        Instant paused = START.plus(Duration.ofDays(2));
        Instant resumed = START.plus(Duration.ofDays(30));

        assertThat(Resumption.freezeElapsed(due, paused, resumed)).isEqualTo(resumed.plus(Duration.ofDays(1)));
        assertThat(Resumption.freezeElapsed(due, due, resumed)).isEqualTo(resumed);
        assertThat(Resumption.freezeElapsed(due, due.plusNanos(1), resumed)).isEqualTo(resumed);
    }

    @ParameterizedTest(name = "due {0}, paused {1}, resumed {2}")
    @CsvSource({
        "2026-03-10T09:00, 2026-03-05T12:00, 2026-03-20T11:00, 2026-03-25T09:00",
        "2026-03-10T09:00, 2026-03-05T12:00, 2026-03-21T11:00, 2026-03-25T09:00",
        "2026-03-10T09:00, 2026-03-10T08:00, 2026-03-21T11:00, 2026-03-23T09:00",
        "2026-03-10T09:00, 2026-03-10T08:00, 2026-03-20T11:00, 2026-03-20T11:00",
        "2026-03-06T18:00, 2026-03-08T12:00, 2026-03-08T12:00, 2026-03-08T12:00",
        "2026-03-08T08:00, 2026-03-08T07:00, 2026-03-08T07:30, 2026-03-08T08:00"
    })
    void aWaitOfBusinessDaysKeepsTheBusinessDaysLeft(String due, String paused, String resumed, String expected) {
        BusinessCalendar calendar = BusinessCalendar.mondayToFriday();

        assertThat(Resumption.freezeBusinessDays(LocalDateTime.parse(due), at(paused), at(resumed), TORONTO, calendar))
                .isEqualTo(at(expected));
    }

    @Test
    void aHolidayAfterTheResumeIsNotCounted() {
        BusinessCalendar calendar = BusinessCalendar.of(Set.of(), Set.of(LocalDate.of(2026, 3, 21)));

        assertThat(Resumption.freezeBusinessDays(
                        LocalDateTime.parse("2026-03-11T09:00"),
                        at("2026-03-10T12:00"),
                        at("2026-03-20T12:00"),
                        TORONTO,
                        calendar))
                .isEqualTo(at("2026-03-22T09:00"));
    }

    @Property
    void nothingIsDueBeforeTheResume(
            @ForAll("moments") Moment due,
            @ForAll @IntRange(min = -200, max = 200) int hours,
            @ForAll @IntRange(max = 200) int length) {
        Instant paused = due.at().plus(Duration.ofHours(hours));
        Instant resumed = paused.plus(Duration.ofHours(length));
        LocalDateTime local = LocalDateTime.ofInstant(due.at(), due.zone());

        assertThat(Resumption.freezeElapsed(due.at(), paused, resumed)).isAfterOrEqualTo(resumed);
        assertThat(Resumption.freezeCalendar(local, paused, resumed, due.zone()))
                .isAfterOrEqualTo(resumed);
        assertThat(Resumption.freezeBusinessDays(local, paused, resumed, due.zone(), BusinessCalendar.mondayToFriday()))
                .isAfterOrEqualTo(resumed);
    }

    @Property(tries = 1000)
    void aPauseOfNoLengthChangesNothing(
            @ForAll("moments") Moment due, @ForAll @IntRange(min = -200, max = 200) int hours) {
        Instant paused = due.at().minus(Duration.ofHours(hours));
        Instant expected = due.at().isAfter(paused) ? due.at() : paused;
        LocalDateTime local = LocalDateTime.ofInstant(due.at(), due.zone());

        assertThat(Resumption.freezeElapsed(due.at(), paused, paused)).isEqualTo(expected);
        Assume.that(happensOnce(due.at(), due.zone()) && happensOnce(paused, due.zone()));
        assertThat(Resumption.freezeCalendar(local, paused, paused, due.zone())).isEqualTo(expected);
        if (BusinessCalendar.mondayToFriday().isBusinessDay(local.toLocalDate())) {
            assertThat(Resumption.freezeBusinessDays(
                            local, paused, paused, due.zone(), BusinessCalendar.mondayToFriday()))
                    .isEqualTo(expected);
        }
    }

    /** Not in the hours that a clock put back shows twice. */
    private static boolean happensOnce(Instant at, ZoneId zone) {
        return zone.getRules()
                        .getValidOffsets(LocalDateTime.ofInstant(at, zone))
                        .size()
                == 1;
    }

    @Property
    void theUnionCountsEachSecondOnce(@ForAll("pauses") List<Interval> pauses) {
        long seconds = LongStream.range(0, 100)
                .mapToObj(START::plusSeconds)
                .filter(at ->
                        pauses.stream().anyMatch(pause -> !at.isBefore(pause.start()) && at.isBefore(pause.end())))
                .count();

        assertThat(Resumption.union(pauses)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void anIntervalThatEndsBeforeItStartsIsRefused() {
        Instant before = START.minusNanos(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(START, before))
                .withMessageContaining("not be before the start");
    }
}
