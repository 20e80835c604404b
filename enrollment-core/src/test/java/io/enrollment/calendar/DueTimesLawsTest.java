package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.testkit.CalendarArbitraries;
import io.enrollment.testkit.CalendarArbitraries.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DueTimesLawsTest {

    /** A moment with gates whose calendar has its holidays near it. */
    record Case(Moment moment, SendGates gates) {

        ResolvedZone zone() {
            return new ResolvedZone(moment.zone(), ZoneSource.PLAN);
        }

        ZoneId zoneId() {
            return moment.zone();
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return CalendarArbitraries.moments()
                .flatMap(moment -> gates(moment).map(gates -> new Case(moment, gates)))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Moment> moments() {
        return CalendarArbitraries.moments();
    }

    @Provide
    Arbitrary<Delay> delays() {
        return CalendarArbitraries.delays();
    }

    @Provide
    Arbitrary<Delay> elapsed() {
        return CalendarArbitraries.elapsed();
    }

    @Provide
    Arbitrary<Delay> days() {
        return CalendarArbitraries.calendarDays();
    }

    @Provide
    Arbitrary<Delay> businessDays() {
        return CalendarArbitraries.businessDays();
    }

    private static Arbitrary<SendGates> gates(Moment moment) {
        LocalDate date = moment.at().atZone(moment.zone()).toLocalDate();
        Arbitrary<QuietHours> quietHours = Combinators.combine(
                        CalendarArbitraries.windows(),
                        CalendarArbitraries.zones().list().ofMinSize(1).ofMaxSize(3))
                .as((window, zones) -> new QuietHours(window, zones, "any"));
        Arbitrary<Instant> notBefore = Arbitraries.longs()
                .between(-1000, 5000)
                .map(minutes -> moment.at().plus(Duration.ofMinutes(minutes)));
        return Combinators.combine(
                        CalendarArbitraries.windows().optional(),
                        quietHours.optional(0.3),
                        CalendarArbitraries.calendars(date),
                        Arbitraries.of(true, false),
                        notBefore.optional())
                .as((window, quiet, calendar, businessDaysOnly, earliest) -> SendGates.builder()
                        .window(window)
                        .quietHours(quiet)
                        .calendar(calendar)
                        .businessDaysOnly(businessDaysOnly)
                        .notBefore(earliest)
                        .build());
    }

    @Property
    void neverBeforeTheAnchorAndInsideEveryGate(@ForAll("cases") Case c, @ForAll("delays") Delay delay) {
        Optional<DueTime> due = DueTimes.resolve(c.moment().at(), delay, c.zone(), c.gates());

        assertThat(due.map(DueTime::at).filter(c.moment().at()::isAfter)).isEmpty();
        assertThat(due.map(DueTime::at).filter(at -> !c.gates().isOpen(at, c.zoneId())))
                .isEmpty();
        due.ifPresent(at -> assertEveryGateIsOpen(c, at.at()));
    }

    private static void assertEveryGateIsOpen(Case c, Instant at) {
        SendGates gates = c.gates();
        assertThat(gates.notBefore().filter(at::isBefore)).isEmpty();
        assertThat(gates.window().filter(window -> !window.isOpen(at, c.zoneId())))
                .isEmpty();
        assertThat(gates.quietHours().filter(hours -> !hours.isOpen(at))).isEmpty();
        SendWindow window = gates.window().orElse(SendWindow.always());
        assertThat(!gates.businessDaysOnly() || window.isOpen(at, c.zoneId(), gates.calendar()))
                .isTrue();
    }

    @Property
    void theLocalTimeIsThatOfTheInstantAndEndsTheDerivation(@ForAll("cases") Case c, @ForAll("delays") Delay delay) {
        DueTimes.resolve(c.moment().at(), delay, c.zone(), c.gates()).ifPresent(due -> {
            assertThat(due.local()).isEqualTo(LocalDateTime.ofInstant(due.at(), c.zoneId()));
            String last = due.derivation().get(due.derivation().size() - 1);
            assertThat(last)
                    .contains(due.local().toLocalDate().toString())
                    .endsWith(due.local().toLocalTime().toString());
        });
    }

    @Property
    void resolvingAgainDoesNotMove(@ForAll("cases") Case c, @ForAll("delays") Delay delay) {
        Optional<Instant> due =
                DueTimes.resolve(c.moment().at(), delay, c.zone(), c.gates()).map(DueTime::at);
        Optional<Instant> again = due.flatMap(at -> DueTimes.resolve(at, Delay.none(), c.zone(), c.gates()))
                .map(DueTime::at);

        assertThat(again).isEqualTo(due);
        assertThat(due.flatMap(at -> DueTimes.gate(at, c.zone(), c.gates())).map(DueTime::at))
                .isEqualTo(due);
    }

    @Property
    void theSameQuestionHasTheSameAnswer(@ForAll("cases") Case c, @ForAll("delays") Delay delay) {
        assertThat(DueTimes.resolve(c.moment().at(), delay, c.zone(), c.gates()))
                .isEqualTo(DueTimes.resolve(c.moment().at(), delay, c.zone(), c.gates()));
    }

    @Property
    void aLaterAnchorIsNeverDueEarlierForElapsedTime(
            @ForAll("cases") Case c, @ForAll("elapsed") Delay delay, @ForAll @IntRange(max = 5000) int minutes) {
        Instant later = c.moment().at().plus(Duration.ofMinutes(minutes));
        Optional<DueTime> first = DueTimes.resolve(c.moment().at(), delay, c.zone(), c.gates());
        Optional<DueTime> second = DueTimes.resolve(later, delay, c.zone(), c.gates());

        assertThat(first.isPresent()
                        && second.isPresent()
                        && second.get().at().isBefore(first.get().at()))
                .isFalse();
    }

    @Property(tries = 60)
    void noMinuteBeforeTheDueTimeWasOpen(@ForAll("cases") Case c) {
        Instant start = c.gates()
                .notBefore()
                .filter(c.moment().at()::isBefore)
                .orElse(c.moment().at());
        Optional<Instant> due =
                DueTimes.gate(c.moment().at(), c.zone(), c.gates()).map(DueTime::at);
        Instant end = due.orElse(start.plus(Duration.ofDays(8)));
        Instant horizon = start.plus(Duration.ofDays(8));
        for (Instant at = start; at.isBefore(end) && at.isBefore(horizon); at = at.plus(Duration.ofMinutes(5))) {
            assertThat(c.gates().isOpen(at, c.zoneId())).isFalse();
        }
    }

    @Property(tries = 1000)
    void withoutGatesDaysLandOnTheirDateAndTimeUnlessTheClocksSkipIt(
            @ForAll("moments") Moment moment, @ForAll("days") Delay delay) {
        Delay.CalendarDays days = (Delay.CalendarDays) delay;
        LocalDateTime anchor = LocalDateTime.ofInstant(moment.at(), moment.zone());
        LocalTime time = days.at().orElse(anchor.toLocalTime());
        LocalDateTime expected = anchor.toLocalDate().plus(days.period()).atTime(time);
        LocalDateTime due = withoutGates(moment, delay, BusinessCalendar.mondayToFriday());

        boolean exists = !moment.zone().getRules().getValidOffsets(expected).isEmpty();
        boolean past = expected.isBefore(anchor);
        if (!exists) {
            assertThat(due).isAfter(expected);
        } else if (past) {
            // The second occurrence of an overlap, or the next day, which may skip the time.
            assertThat(due.equals(expected) || !due.isBefore(expected.plusDays(1)))
                    .isTrue();
        } else {
            assertThat(due).isEqualTo(expected);
        }
    }

    @Property
    void businessDaysLandOnABusinessDay(@ForAll("moments") Moment moment, @ForAll("businessDays") Delay delay) {
        BusinessCalendar calendar = BusinessCalendar.mondayToFriday();

        assertThat(calendar.isBusinessDay(withoutGates(moment, delay, calendar).toLocalDate()))
                .isTrue();
    }

    private static LocalDateTime withoutGates(Moment moment, Delay delay, BusinessCalendar calendar) {
        SendGates gates = SendGates.builder().calendar(calendar).build();
        ResolvedZone zone = new ResolvedZone(moment.zone(), ZoneSource.STEP);
        return DueTimes.resolve(moment.at(), delay, zone, gates).orElseThrow().local();
    }
}
