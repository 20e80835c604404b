package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.testkit.CalendarArbitraries;
import io.enrollment.testkit.CalendarArbitraries.Moment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of windows, against a second, plainer reading of the rules. */
class SendWindowLawsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SCANNED = Duration.ofDays(9);

    @Provide
    Arbitrary<SendWindow> windows() {
        return CalendarArbitraries.windows();
    }

    @Provide
    Arbitrary<Moment> moments() {
        return CalendarArbitraries.moments();
    }

    @Property
    void aWindowIsOpenWhenTheWallClockLiesInARangeOfEachRule(
            @ForAll("windows") SendWindow window, @ForAll("moments") Moment moment) {
        assertThat(window.isOpen(moment.at(), moment.zone()))
                .isEqualTo(plainlyOpen(window, moment.at(), moment.zone()));
    }

    @Property(tries = 100)
    void theNextOpeningIsTheFirstOpenMinute(@ForAll("windows") SendWindow window, @ForAll("moments") Moment moment) {
        Instant end = moment.at().plus(SCANNED);
        Optional<Instant> scanned = Optional.empty();
        for (Instant at = moment.at(); scanned.isEmpty() && at.isBefore(end); at = at.plus(MINUTE)) {
            scanned = Optional.of(at).filter(minute -> plainlyOpen(window, minute, moment.zone()));
        }

        assertThat(window.nextOpening(moment.at(), moment.zone()).filter(end::isAfter))
                .isEqualTo(scanned);
    }

    @Property
    void theNextOpeningIsNotBeforeAndOpen(@ForAll("windows") SendWindow window, @ForAll("moments") Moment moment) {
        Optional<Instant> next = window.nextOpening(moment.at(), moment.zone());

        boolean lawful = next.map(at -> !at.isBefore(moment.at()) && window.isOpen(at, moment.zone()))
                .orElseGet(window::neverOpens);
        assertThat(lawful).isTrue();
        assertThat(next.equals(Optional.of(moment.at()))).isEqualTo(window.isOpen(moment.at(), moment.zone()));
    }

    @Property
    void aLaterStartNeverOpensEarlier(
            @ForAll("windows") SendWindow window, @ForAll("moments") Moment moment, @ForAll("moments") Moment other) {
        Instant early = moment.at().isBefore(other.at()) ? moment.at() : other.at();
        Instant late = moment.at().isBefore(other.at()) ? other.at() : moment.at();
        Optional<Instant> first = window.nextOpening(early, moment.zone());
        Optional<Instant> second = window.nextOpening(late, moment.zone());

        assertThat(first.isPresent() && second.isPresent() && first.get().isAfter(second.get()))
                .isFalse();
    }

    @Property
    void anIntersectionIsOpenWhenBothAre(
            @ForAll("windows") SendWindow a, @ForAll("windows") SendWindow b, @ForAll("moments") Moment moment) {
        boolean both = a.isOpen(moment.at(), moment.zone()) && b.isOpen(moment.at(), moment.zone());

        assertThat(a.and(b).isOpen(moment.at(), moment.zone())).isEqualTo(both);
        assertThat(a.and(b)).isEqualTo(b.and(a)).hasSameHashCodeAs(b.and(a));
        assertThat(a.and(a)).isEqualTo(a);
    }

    @Property
    void aWindowThatOpensInAnyWeekAlwaysHasANextOpening(
            @ForAll("windows") SendWindow window, @ForAll("moments") Moment moment) {
        assertThat(window.nextOpening(moment.at(), moment.zone()).isPresent() || window.neverOpens())
                .isTrue();
    }

    /** A place that skipped a whole day had, that once, a night that runs on into a day it never runs into. */
    @Property
    void aWindowThatNeverOpensHasNoOpeningButAfterASkippedDay(
            @ForAll("windows") SendWindow window, @ForAll("moments") Moment moment) {
        Optional<Instant> opening = window.nextOpening(moment.at(), moment.zone());

        assertThat(opening.isEmpty() || !window.neverOpens() || followsASkippedDay(opening.get(), moment.zone()))
                .isTrue();
    }

    private static boolean followsASkippedDay(Instant at, ZoneId zone) {
        LocalDate yesterday = at.atZone(zone).toLocalDate().minusDays(1);
        return !yesterday.atStartOfDay(zone).toLocalDate().equals(yesterday);
    }

    private static boolean plainlyOpen(SendWindow window, Instant at, ZoneId zone) {
        LocalDateTime local = at.atZone(zone).toLocalDateTime();
        return window.days().stream().allMatch(rule -> plainlyOpen(rule, local, zone));
    }

    private static boolean plainlyOpen(Map<DayOfWeek, List<TimeRange>> rule, LocalDateTime local, ZoneId zone) {
        LocalDate today = local.toLocalDate();
        LocalDate yesterday = today.minusDays(1);
        if (zone.getId().equals("Pacific/Apia") && yesterday.equals(LocalDate.of(2011, 12, 30))) {
            yesterday = LocalDate.of(2011, 12, 29);
        }
        if (zone.getId().equals("Pacific/Kwajalein") && yesterday.equals(LocalDate.of(1993, 8, 21))) {
            yesterday = LocalDate.of(1993, 8, 20);
        }
        int minute = local.getHour() * 60 + local.getMinute();
        return rule.getOrDefault(today.getDayOfWeek(), List.of()).stream()
                        .anyMatch(range -> minute >= minute(range.start()) && minute < endMinute(range))
                || rule.getOrDefault(yesterday.getDayOfWeek(), List.of()).stream()
                        .anyMatch(range -> minute + 1440 < endMinute(range));
    }

    private static int endMinute(TimeRange range) {
        int end = minute(range.end());
        return end > minute(range.start()) ? end : end + 1440;
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }
}
