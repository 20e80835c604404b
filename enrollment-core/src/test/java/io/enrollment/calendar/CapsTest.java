package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapsTest {

    private static final FrequencyCap THREE_A_DAY = FrequencyCap.of(3, Duration.ofHours(24));
    private static final ZoneId TORONTO = ZoneId.of("America/Toronto");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Provide
    Arbitrary<List<Instant>> sends() {
        return Arbitraries.longs()
                .between(0, 60)
                .map(START::plusSeconds)
                .list()
                .ofMaxSize(12)
                .withoutEdgeCases();
    }

    @ParameterizedTest
    @CsvSource({
        "09:00 10:00, 2026-03-05T11:00:00Z,",
        "09:00 10:00 11:00, 2026-03-05T12:00:00Z, 2026-03-06T09:00:00Z",
        "11:00 09:00 10:00, 2026-03-06T08:59:59.999Z, 2026-03-06T09:00:00Z",
        "09:00 10:00 11:00, 2026-03-06T09:00:00Z,",
        "08:00 09:00 10:00 11:00, 2026-03-05T12:00:00Z, 2026-03-06T09:00:00Z",
        "09:00 10:00 12:00, 2026-03-05T12:00:00Z, 2026-03-06T09:00:00Z"
    })
    void aRollingCapDefersUntilTheOldestThatCountsIsOld(String times, Instant now, Instant expected) {
        List<Instant> sends = Stream.of(times.split(" "))
                .map(time -> Instant.parse("2026-03-05T" + time + ":00Z"))
                .toList();

        assertThat(THREE_A_DAY.earliest(sends, now)).isEqualTo(Optional.ofNullable(expected));
    }

    @Property
    void theDeferredInstantIsTheFirstThatIsFree(
            @ForAll("sends") List<Instant> sends,
            @ForAll @IntRange(max = 60) int second,
            @ForAll @IntRange(min = 1, max = 4) int limit,
            @ForAll @IntRange(min = 1, max = 20) int window) {
        Instant now = START.plusSeconds(second);
        FrequencyCap cap = FrequencyCap.of(limit, Duration.ofSeconds(window));
        Instant first = now;
        while (!isFree(sends, first, limit, window)) {
            first = first.plusSeconds(1);
        }

        assertThat(cap.earliest(sends, now)).isEqualTo(Optional.of(first).filter(at -> !at.equals(now)));
    }

    private static boolean isFree(List<Instant> sends, Instant at, int limit, int window) {
        return sends.stream()
                        .filter(sent -> sent.isAfter(at.minusSeconds(window)) && !sent.isAfter(at))
                        .count()
                < limit;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:10 2026-11-01T12:00, 2026-11-01T23:59, 2026-11-02T00:00",
        "2026-11-01T00:10 2026-10-31T12:00, 2026-11-01T23:59,",
        "2026-11-01T00:10 2026-11-01T12:00 2026-11-02T01:00 2026-11-02T02:00, 2026-11-01T23:59, 2026-11-03T00:00",
        "2026-11-01T00:10 2026-11-01T12:00, 2026-11-02T00:00,"
    })
    void aLocalDayCapCountsByLocalDateHoweverLongTheDayIs(String locals, LocalDateTime now, LocalDateTime expected) {
        List<Instant> sends = Stream.of(locals.split(" "))
                .map(local -> LocalDateTime.parse(local).atZone(TORONTO).toInstant())
                .toList();
        Instant at = now.atZone(TORONTO).toInstant();

        assertThat(LocalDayCap.of(2).earliest(sends, at, TORONTO))
                .isEqualTo(Optional.ofNullable(expected)
                        .map(local -> local.atZone(TORONTO).toInstant()));
    }

    @Test
    void theNextDayAfterMidnightWasLivedTwiceIsStillToCome() {
        ZoneId stJohns = ZoneId.of("America/St_Johns");
        // At 00:01 on 7 November 2010 the clocks went back to 23:01 on the 6th.
        Instant secondEvening = Instant.parse("2010-11-07T03:00:00Z");
        Instant secondMidnight = Instant.parse("2010-11-07T03:30:00Z");

        assertThat(LocalDayCap.of(1).earliest(List.of(secondEvening), secondEvening, stJohns))
                .contains(secondMidnight);
    }

    @Test
    void capsWithoutALimitOrAWindowAreRefused() {
        Duration day = Duration.ofDays(1);
        Duration negative = Duration.ofNanos(-1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyCap.of(0, day))
                .withMessageContaining("limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyCap.of(1, Duration.ZERO))
                .withMessageContaining("window");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyCap.of(1, negative))
                .withMessageContaining("window");
        assertThatIllegalArgumentException().isThrownBy(() -> LocalDayCap.of(0)).withMessageContaining("limit");
    }
}
