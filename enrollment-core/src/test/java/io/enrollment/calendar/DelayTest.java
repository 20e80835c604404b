package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTest {

    private static final Optional<LocalTime> NINE = Optional.of(LocalTime.of(9, 0));

    @Test
    void hoursAndMinutesAreElapsedTime() {
        assertThat(Delay.none()).isEqualTo(new Delay.Elapsed(Duration.ZERO));
        assertThat(Delay.hours(36)).isEqualTo(new Delay.Elapsed(Duration.ofHours(36)));
        assertThat(Delay.minutes(5)).isEqualTo(new Delay.Elapsed(Duration.ofMinutes(5)));
    }

    @Test
    void daysWeeksAndMonthsAreCalendarUnits() {
        assertThat(Delay.days(3)).isEqualTo(new Delay.CalendarDays(Period.ofDays(3), Optional.empty()));
        assertThat(Delay.weeks(2)).isEqualTo(new Delay.CalendarDays(Period.ofDays(14), Optional.empty()));
        assertThat(Delay.months(1)).isEqualTo(new Delay.CalendarDays(Period.ofMonths(1), Optional.empty()));
        assertThat(Delay.businessDays(2)).isEqualTo(new Delay.BusinessDays(2, Optional.empty()));
    }

    @Test
    void daysTakeATimeOfDay() {
        assertThat(Delay.days(3).at("09:00")).isEqualTo(new Delay.CalendarDays(Period.ofDays(3), NINE));
        assertThat(Delay.businessDays(2).at("09:00")).isEqualTo(new Delay.BusinessDays(2, NINE));
        assertThat(Delay.none().at(LocalTime.of(9, 0))).isEqualTo(new Delay.CalendarDays(Period.ZERO, NINE));
    }

    @Test
    void elapsedTimeTakesNoTimeOfDay() {
        Delay delay = Delay.hours(2);

        refused(() -> delay.at("09:00"), "at: \"09:00\" is refused: must go with days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9:00", "24:00", "09:60", "nine"})
    void aTextThatIsNoTimeOfDayIsRefused(String text) {
        Delay delay = Delay.days(1);

        refused(() -> delay.at(text), "at: \"" + text + "\" is refused: must be a time of day like 09:00");
    }

    @Test
    void negativeDelaysAreRefused() {
        Duration negative = Duration.ofNanos(-1);

        refused(() -> Delay.hours(-1), "hours: \"-1\" is refused: must not be negative");
        refused(() -> Delay.minutes(-1), "minutes: \"-1\" is refused: must not be negative");
        refused(() -> Delay.days(-1), "delay: \"P-1D\" is refused: must not be negative");
        refused(() -> Delay.weeks(-1), "weeks: \"-1\" is refused: must not be negative");
        refused(() -> Delay.months(-1), "delay: \"P-1M\" is refused: must not be negative");
        refused(() -> Delay.businessDays(-1), "business days: \"-1\" is refused: must not be negative");
        refused(() -> new Delay.Elapsed(negative), "must not be negative");
    }

    @Test
    void delaysAboveAHundredYearsAreRefused() {
        refused(() -> Delay.hours(Long.MAX_VALUE), "must be at most 100 years");
        refused(() -> Delay.minutes(Delay.MAX_DAYS * 24L * 60 + 1), "must be at most 100 years");
        refused(() -> Delay.hours(Delay.MAX_DAYS * 24L + 1), "must be at most 100 years");
        refused(() -> Delay.days(Delay.MAX_DAYS + 1), "must be at most 100 years");
        refused(() -> Delay.weeks(Integer.MAX_VALUE), "must be at most 100 years");
        refused(() -> Delay.months(Integer.MAX_VALUE), "must be at most 100 years");
        refused(() -> Delay.months(1218), "must be at most 100 years");
        refused(() -> Delay.businessDays(Delay.MAX_DAYS + 1), "must be at most 36525");
    }

    @Test
    void aHundredYearsAreAccepted() {
        assertThat(Delay.hours(Delay.MAX_DAYS * 24L)).isNotNull();
        assertThat(Delay.minutes(Delay.MAX_DAYS * 24L * 60)).isNotNull();
        assertThat(Delay.days(Delay.MAX_DAYS)).isNotNull();
        assertThat(Delay.months(1200)).isNotNull();
        assertThat(Delay.businessDays(Delay.MAX_DAYS)).isNotNull();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }
}
