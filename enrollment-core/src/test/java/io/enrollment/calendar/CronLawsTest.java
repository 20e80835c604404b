package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds of every expression in every zone, beside an oracle that walks minute by minute and reads no expression. */
class CronLawsTest {

    private static final Duration DAY = Duration.ofDays(1);

    /** Fields as sets; an empty one stands for the star. */
    record Fields(
            Set<Integer> minutes, Set<Integer> hours, Set<Integer> days, Set<Integer> months, Set<Integer> weekdays) {

        String text() {
            return String.join(" ", text(minutes), text(hours), text(days), text(months), text(weekdays));
        }

        private static String text(Set<Integer> field) {
            return field.isEmpty()
                    ? "*"
                    : new TreeSet<>(field).stream().map(String::valueOf).collect(Collectors.joining(","));
        }

        boolean fits(LocalDateTime local) {
            boolean day = days.contains(local.getDayOfMonth());
            boolean weekday = weekdays.contains(local.getDayOfWeek().getValue() % 7);
            boolean both = !days.isEmpty() && !weekdays.isEmpty();
            boolean date = both ? day || weekday : (days.isEmpty() || day) && (weekdays.isEmpty() || weekday);
            return date
                    && (minutes.isEmpty() || minutes.contains(local.getMinute()))
                    && (hours.isEmpty() || hours.contains(local.getHour()))
                    && (months.isEmpty() || months.contains(local.getMonthValue()));
        }
    }

    /** Three days around a change of the clocks, or around none, at a place. */
    record Span(ZoneId zone, LocalDate middle) {

        Instant from() {
            return middle.minusDays(1).atStartOfDay(zone).toInstant();
        }

        Instant until() {
            return middle.plusDays(2).atStartOfDay(zone).toInstant();
        }
    }

    @Provide
    Arbitrary<Fields> fields() {
        return Combinators.combine(some(0, 59, 4), some(0, 23, 3), some(1, 31, 3), some(1, 12, 4), some(0, 6, 2))
                .as(Fields::new);
    }

    private static Arbitrary<Set<Integer>> some(int from, int to, int most) {
        Arbitrary<Set<Integer>> given =
                Arbitraries.integers().between(from, to).set().ofMinSize(1).ofMaxSize(most);
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(Set.of())), Tuple.of(2, given));
    }

    @Provide
    Arbitrary<Span> spans() {
        Arbitrary<Span> changes = Arbitraries.of(
                new Span(ZoneId.of("America/Toronto"), LocalDate.of(2027, 3, 14)),
                new Span(ZoneId.of("America/Toronto"), LocalDate.of(2026, 11, 1)),
                new Span(ZoneId.of("Europe/Berlin"), LocalDate.of(2027, 3, 28)),
                new Span(ZoneId.of("Europe/Berlin"), LocalDate.of(2027, 10, 31)),
                new Span(ZoneId.of("Australia/Lord_Howe"), LocalDate.of(2027, 4, 4)),
                new Span(ZoneId.of("Australia/Lord_Howe"), LocalDate.of(2026, 10, 4)),
                new Span(ZoneId.of("Pacific/Apia"), LocalDate.of(2011, 12, 31)),
                new Span(ZoneId.of("America/Havana"), LocalDate.of(2027, 3, 14)),
                new Span(ZoneId.of("Africa/Casablanca"), LocalDate.of(2027, 3, 14)));
        Arbitrary<Span> usual = Combinators.combine(
                        Arbitraries.of("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"),
                        Arbitraries.integers().between(0, 1500))
                .as((zone, days) ->
                        new Span(ZoneId.of(zone), LocalDate.of(2026, 1, 1).plusDays(days)));
        return Arbitraries.oneOf(changes, usual);
    }

    /** Each local minute that fits, once: what a gap leaves out comes by its length later, of what comes twice the first. */
    private static List<Instant> walked(Fields fields, ZoneId zone, Instant from, Instant until) {
        TreeSet<Instant> found = new TreeSet<>();
        LocalDateTime end = LocalDateTime.ofInstant(until.plus(DAY).plus(DAY), zone);
        LocalDateTime local =
                LocalDateTime.ofInstant(from.minus(DAY).minus(DAY), zone).truncatedTo(ChronoUnit.MINUTES);
        for (; local.isBefore(end); local = local.plusMinutes(1)) {
            if (fields.fits(local)) {
                found.add(local.atZone(zone).toInstant());
            }
        }
        return List.copyOf(found.subSet(from, false, until, true));
    }

    private static List<Instant> fired(Cron cron, ZoneId zone, Instant from, Instant until) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = cron.next(from, zone);
        while (next.filter(at -> !at.isAfter(until)).isPresent()) {
            found.add(next.get());
            next = cron.next(next.get(), zone);
        }
        return found;
    }

    @Property(tries = 120)
    void eachLocalTimeThatFitsFiresOnceAndNoneIsLost(@ForAll("fields") Fields fields, @ForAll("spans") Span span) {
        Cron cron = Cron.parse(fields.text());
        List<Instant> expected = walked(fields, span.zone(), span.from(), span.until());
        Instant until = expected.size() > 30 ? expected.get(30) : span.until();
        assertThat(fired(cron, span.zone(), span.from(), until))
                .as("%s in %s", fields.text(), span)
                .isEqualTo(expected.stream().filter(at -> !at.isAfter(until)).toList());
    }

    @Property(tries = 100)
    void fromAnyMomentTheNextTimeIsTheNextThatFits(
            @ForAll("fields") Fields fields, @ForAll("spans") Span span, @ForAll("seconds") int second) {
        Instant after = span.from().plusSeconds(second);
        Optional<Instant> expected = walked(
                        fields, span.zone(), after, span.until().plus(DAY))
                .stream()
                .findFirst();
        assertThat(Cron.parse(fields.text())
                        .next(after, span.zone())
                        .filter(at -> !at.isAfter(span.until().plus(DAY))))
                .as("%s after %s in %s", fields.text(), after, span)
                .isEqualTo(expected);
    }

    @Property(tries = 40)
    void theLatestIsTheLastOfThem(
            @ForAll("fields") Fields fields, @ForAll("spans") Span span, @ForAll("seconds") int second) {
        Instant after = span.from().plusSeconds(second);
        List<Instant> all = walked(fields, span.zone(), after, span.until());
        assertThat(Cron.parse(fields.text()).latest(after, span.until(), span.zone()))
                .isEqualTo(all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1)));
    }

    @Provide
    Arbitrary<Integer> seconds() {
        return Arbitraries.integers().between(0, 2 * 86_400);
    }
}
