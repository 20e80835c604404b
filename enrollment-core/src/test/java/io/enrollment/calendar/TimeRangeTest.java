package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.testkit.CalendarArbitraries;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {

    @Property
    void theTextFormReadsBackAsTheSameRange(@ForAll("ranges") TimeRange range) {
        assertThat(TimeRange.parse(range.toString())).isEqualTo(range);
    }

    @Provide
    Arbitrary<TimeRange> ranges() {
        return CalendarArbitraries.ranges();
    }

    @Test
    void theStartIsInsideAndTheEndIsNot() {
        TimeRange range = TimeRange.parse("09:00-20:00");

        assertThat(range.holdsOnOpeningDate(LocalTime.of(8, 59))).isFalse();
        assertThat(range.holdsOnOpeningDate(LocalTime.of(9, 0))).isTrue();
        assertThat(range.holdsOnOpeningDate(LocalTime.of(19, 59, 59, 999_999_999)))
                .isTrue();
        assertThat(range.holdsOnOpeningDate(LocalTime.of(20, 0))).isFalse();
        assertThat(range.crossesMidnight()).isFalse();
        assertThat(range.holdsOnNextDate(LocalTime.of(8, 0))).isFalse();
    }

    @Test
    void aRangeUntilTheEndOfTheDayHoldsItsLastMomentAndDoesNotCross() {
        TimeRange range = TimeRange.parse("09:00-24:00");

        assertThat(range).isEqualTo(new TimeRange(LocalTime.of(9, 0), LocalTime.MIDNIGHT));
        assertThat(range.crossesMidnight()).isFalse();
        assertThat(range.holdsOnOpeningDate(LocalTime.MAX)).isTrue();
        assertThat(range.holdsOnOpeningDate(LocalTime.of(8, 59))).isFalse();
        assertThat(range.holdsOnNextDate(LocalTime.MIDNIGHT)).isFalse();
        assertThat(range).hasToString("09:00-24:00");
    }

    @Test
    void aStartAfterTheEndCrossesMidnight() {
        TimeRange range = TimeRange.parse("22:00-02:00");

        assertThat(range.crossesMidnight()).isTrue();
        assertThat(range.holdsOnOpeningDate(LocalTime.of(21, 59))).isFalse();
        assertThat(range.holdsOnOpeningDate(LocalTime.of(22, 0))).isTrue();
        assertThat(range.holdsOnOpeningDate(LocalTime.of(1, 0))).isFalse();
        assertThat(range.holdsOnNextDate(LocalTime.of(1, 59))).isTrue();
        assertThat(range.holdsOnNextDate(LocalTime.of(2, 0))).isFalse();
    }

    @Test
    void theWholeDayIsMidnightToMidnight() {
        assertThat(TimeRange.allDay()).isEqualTo(TimeRange.parse("00:00-24:00")).hasToString("00:00-24:00");
        assertThat(TimeRange.allDay().crossesMidnight()).isFalse();
        assertThat(TimeRange.allDay().holdsOnOpeningDate(LocalTime.NOON)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"09:00-09:00", "00:00-00:00"})
    void aRangeWithoutLengthIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeRange.parse(text))
                .withMessage("time range: \"" + text + "\" is refused: must have an end that differs from its start");
    }

    @Test
    void theConstructorRefusesARangeWithoutLengthToo() {
        LocalTime noon = LocalTime.NOON;

        assertThatIllegalArgumentException().isThrownBy(() -> new TimeRange(noon, noon));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "-20:00", "9:00-20:00", "09:00", "09:00-25:00", "24:00-09:00", "09:00-20:00-21:00"})
    void aTextThatIsNotARangeIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeRange.parse(text))
                .withMessageContaining("is refused: must be");
    }

    @Test
    void theRefusalOfATimeOfDayKeepsItsCause() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeRange.of("nine", "20:00"))
                .withMessage("start: \"nine\" is refused: must be a time of day like 09:00")
                .withCauseInstanceOf(DateTimeParseException.class);
    }
}
