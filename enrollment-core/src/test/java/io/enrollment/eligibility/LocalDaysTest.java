package io.enrollment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.testkit.CalendarArbitraries;
import io.enrollment.testkit.CalendarArbitraries.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDaysTest {

    private static final LocalDate FIRST = LocalDate.of(2019, 12, 1);

    @ParameterizedTest
    @CsvSource({
        "2025-02-28, 6, 2025-08-31",
        "2022-02-28, 24, 2024-02-29",
        "2024-02-29, 24, 2026-02-28",
        "2024-02-28, 24, 2026-02-28",
        "2025-08-31, 6, 2026-02-28",
        "2025-08-30, 6, 2026-02-28",
        "2025-08-28, 6, 2026-02-28",
        "2025-08-27, 6, 2026-02-27",
        "2024-04-30, 6, 2024-10-31",
        "2024-04-29, 6, 2024-10-29",
        "2025-03-10, 24, 2027-03-10"
    })
    void theLastDayIsCountedBackwards(LocalDate event, int months, LocalDate last) {
        assertThat(LocalDays.lastWithin(event, months)).isEqualTo(last);
    }

    @Property(tries = 1000)
    void itIsTheLastDayThatReachesBackToTheEvent(
            @ForAll("days") LocalDate event, @ForAll @IntRange(max = 40) int months) {
        LocalDate last = LocalDays.lastWithin(event, months);

        assertThat(last.minusMonths(months)).isBeforeOrEqualTo(event);
        assertThat(last.plusDays(1).minusMonths(months)).isAfter(event);
    }

    @Property(tries = 1000)
    void aDayStartsWhereItsDateBegins(@ForAll("moments") Moment moment, @ForAll @IntRange(max = 5) int days) {
        ZoneId zone = moment.zone();
        LocalDate day = LocalDays.of(moment.at(), zone).plusDays(days + 1L);
        Instant start = LocalDays.startAfter(day, zone, moment.at());

        assertThat(start).isAfter(moment.at());
        assertThat(LocalDays.of(start, zone)).isAfterOrEqualTo(day);
        assertThat(LocalDays.of(start.minusNanos(1), zone)).isBefore(day);
    }

    @Test
    void aDayThatTheClockWentBackOverStartsAgain() {
        ZoneId zone = ZoneId.of("America/St_Johns");
        Instant first = Instant.parse("2010-11-07T02:30:00Z");
        Instant second = Instant.parse("2010-11-07T03:30:00Z");
        LocalDate day = LocalDate.of(2010, 11, 7);

        assertThat(LocalDays.startAfter(day, zone, first.minusSeconds(1))).isEqualTo(first);
        assertThat(LocalDays.of(first.plusSeconds(90), zone)).isEqualTo(day.minusDays(1));
        assertThat(LocalDays.startAfter(day, zone, first.plusSeconds(90))).isEqualTo(second);
        assertThat(LocalDays.startAfter(day, zone, first)).isEqualTo(second);
    }

    @Test
    void aDayThatWasLeftOutStartsWithTheNext() {
        assertThat(LocalDays.startAfter(LocalDate.of(2011, 12, 30), ZoneId.of("Pacific/Apia"), Instant.EPOCH))
                .isEqualTo(Instant.parse("2011-12-30T10:00:00Z"));
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, 2000).map(FIRST::plusDays);
    }

    @Provide
    Arbitrary<Moment> moments() {
        return CalendarArbitraries.moments();
    }
}
