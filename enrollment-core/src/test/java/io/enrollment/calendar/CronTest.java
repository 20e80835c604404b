package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single expressions say. */
class CronTest {

    private static final ZoneId TORONTO = ZoneId.of("America/Toronto");

    private static Optional<Instant> next(String cron, String after, ZoneId zone) {
        return Cron.parse(cron).next(Instant.parse(after), zone);
    }

    @Test
    void namesAreReadInEitherCaseAndWhateverTheLanguageOfTheMachine() {
        Instant monday = Instant.parse("2026-11-23T09:30:00Z");
        assertThat(next("30 9 * * mon-fri", "2026-11-21T00:00:00Z", ZoneOffset.UTC))
                .contains(monday);
        assertThat(next("30 9 * nov MON-FRI", "2026-11-21T00:00:00Z", ZoneOffset.UTC))
                .contains(monday);
    }

    @Test
    void sundayIsZeroAndSeven() {
        Instant sunday = Instant.parse("2026-11-29T09:00:00Z");
        assertThat(next("0 9 * * 0", "2026-11-23T00:00:00Z", ZoneOffset.UTC)).contains(sunday);
        assertThat(next("0 9 * * 7", "2026-11-23T00:00:00Z", ZoneOffset.UTC)).contains(sunday);
    }

    @Test
    void aTimeThatTheClocksLeaveOutComesLaterByThatMuch() {
        assertThat(next("30 2 * * *", "2027-03-14T05:00:00Z", TORONTO)).contains(Instant.parse("2027-03-14T07:30:00Z"));
        assertThat(next("30 2 * * *", "2027-03-14T07:30:00Z", TORONTO)).contains(Instant.parse("2027-03-15T06:30:00Z"));
    }

    @Test
    void aTimeThatComesTwiceCountsOnce() {
        assertThat(next("30 1 * * *", "2026-11-01T04:00:00Z", TORONTO)).contains(Instant.parse("2026-11-01T05:30:00Z"));
        assertThat(next("30 1 * * *", "2026-11-01T05:30:00Z", TORONTO)).contains(Instant.parse("2026-11-02T06:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 2,4,6,9,11 *"})
    void aDateThatNoYearHasNeverFires(String cron) {
        assertThat(Cron.parse(cron).neverFires()).isTrue();
        assertThat(next(cron, "2026-11-22T00:00:00Z", TORONTO)).isEmpty();
    }

    @Test
    void aLeapDayFires() {
        assertThat(Cron.parse("0 0 29 2 *").neverFires()).isFalse();
        assertThat(next("0 0 29 2 *", "2026-11-22T00:00:00Z", ZoneOffset.UTC))
                .contains(Instant.parse("2028-02-29T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "61 * * * *", "* * * *", "* * * * * *", "0 9 L * *", "5-1 * * * *", "@daily"})
    void whatIsNotUnderstoodIsRefusedWithWhatIsWrong(String cron) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cron");
    }

    @Test
    void manyThatWereMissedCostNoMoreThanFew() {
        Instant until = Instant.parse("2026-11-22T12:00:30Z");
        assertThat(Cron.parse("* * * * *").latest(Instant.parse("2006-11-22T12:00:00Z"), until, TORONTO))
                .contains(Instant.parse("2026-11-22T12:00:00Z"));
    }
}
