package io.enrollment.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.testkit.CalendarArbitraries;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {

    private static final LocalDate AROUND = LocalDate.of(2026, 3, 1);

    @Provide
    Arbitrary<BusinessCalendar> calendars() {
        return CalendarArbitraries.calendars(AROUND);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-05, 0, 2026-03-05",
        "2026-03-07, 0, 2026-03-09",
        "2026-03-05, 1, 2026-03-06",
        "2026-03-05, 2, 2026-03-09",
        "2026-03-07, 1, 2026-03-09",
        "2026-03-08, 5, 2026-03-13",
        "2026-03-06, 6, 2026-03-16"
    })
    void mondayToFridayCountsOverTheWeekend(LocalDate date, int n, LocalDate expected) {
        assertThat(BusinessCalendar.mondayToFriday().plusBusinessDays(date, n)).isEqualTo(expected);
    }

    @Test
    void holidaysAreNotBusinessDays() {
        LocalDate friday = LocalDate.of(2026, 4, 3);
        BusinessCalendar calendar = BusinessCalendar.of(EnumSet.of(SATURDAY, SUNDAY), Set.of(friday));

        assertThat(calendar.isHoliday(friday)).isTrue();
        assertThat(calendar.isBusinessDay(friday)).isFalse();
        assertThat(calendar.isBusinessDay(friday.minusDays(1))).isTrue();
        assertThat(calendar.isHoliday(friday.plusDays(1))).isFalse();
        assertThat(calendar.isBusinessDay(friday.plusDays(1))).isFalse();
        assertThat(calendar.plusBusinessDays(friday.minusDays(1), 1)).isEqualTo("2026-04-06");
    }

    @Property
    void theResultIsABusinessDayWithThatManyAfterTheDate(
            @ForAll("calendars") BusinessCalendar calendar,
            @ForAll @IntRange(max = 20) int day,
            @ForAll @IntRange(max = 20) int n) {
        LocalDate date = AROUND.plusDays(day);
        LocalDate result = calendar.plusBusinessDays(date, n);

        assertThat(calendar.isBusinessDay(result)).isTrue();
        assertThat(result).isAfterOrEqualTo(date);
        assertThat(calendar.businessDaysBetween(date, result))
                .isEqualTo(n == 0 && !calendar.isBusinessDay(date) ? 1 : n);
    }

    @Property
    void daysAddUp(
            @ForAll("calendars") BusinessCalendar calendar,
            @ForAll @IntRange(min = 1, max = 10) int a,
            @ForAll @IntRange(max = 10) int b) {
        assertThat(calendar.plusBusinessDays(calendar.plusBusinessDays(AROUND, a), b))
                .isEqualTo(calendar.plusBusinessDays(AROUND, a + b));
    }

    @Test
    void noDateLiesBetweenADateAndItselfOrAnEarlierOne() {
        BusinessCalendar calendar = BusinessCalendar.mondayToFriday();

        assertThat(calendar.businessDaysBetween(AROUND, AROUND)).isZero();
        assertThat(calendar.businessDaysBetween(AROUND, AROUND.minusDays(3))).isZero();
        assertThat(calendar.businessDaysBetween(AROUND, AROUND.plusDays(1))).isEqualTo(1);
        assertThat(calendar.businessDaysBetween(AROUND, AROUND.plusDays(7))).isEqualTo(5);
    }

    @Test
    void theCalendarKeepsItsOwnSets() {
        Set<DayOfWeek> weekend = new HashSet<>(Set.of(FRIDAY));
        BusinessCalendar calendar = BusinessCalendar.of(weekend, Set.of());
        weekend.clear();

        assertThat(calendar.weekend()).containsExactly(FRIDAY).isUnmodifiable();
        assertThat(calendar.holidays()).isEmpty();
    }

    @Test
    void aWeekWithoutBusinessIsRefused() {
        Set<DayOfWeek> week = EnumSet.allOf(DayOfWeek.class);
        Set<LocalDate> none = Set.of();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BusinessCalendar.of(week, none))
                .withMessageContaining("weekend")
                .withMessageContaining("at least one day");
    }

    @Test
    void aNegativeNumberOfDaysIsRefused() {
        BusinessCalendar calendar = BusinessCalendar.mondayToFriday();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.plusBusinessDays(AROUND, -1))
                .withMessage("business days: \"-1\" is refused: must not be negative");
    }
}
