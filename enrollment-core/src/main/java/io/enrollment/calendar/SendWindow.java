package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The times of the week at which messages may go out; immutable.
 *
 * <p>An instant is inside when its wall clock in a zone lies in a range of that day of the week: the start is inside,
 * the end is not. A range that crosses midnight belongs to the date on which it opens, which decides the day of the week
 * and whether the date is closed. Where the clocks jump, the wall clock alone counts: a range that starts in a gap opens
 * right after it, one that lies wholly in a gap does not happen, an overlap can open one again, a date that the zone
 * skipped has none, and a date that it lived twice has them twice. After a skipped date the night continues the date
 * before it.
 *
 * <p>A window may hold several rules; it is open when all of them are.
 */
public final class SendWindow {

    private static final int HORIZON_DAYS = 731;
    private static final int DAYS_OF_A_WEEK_AND_ONE = 8;
    private static final List<WeeklyHours> ALL_WEEK = List.of(WeeklyHours.allWeek());
    private static final SendWindow ALWAYS = new SendWindow(List.of());

    private final List<WeeklyHours> rules;
    private final List<WeeklyHours> checked;

    private SendWindow(List<WeeklyHours> rules) {
        this.rules = List.copyOf(new LinkedHashSet<>(rules));
        this.checked = rules.isEmpty() ? ALL_WEEK : this.rules;
    }

    /** A window that never closes; it has no rules. */
    public static SendWindow always() {
        return ALWAYS;
    }

    /** The same hours on every day, such as {@code 09:00} to {@code 20:00}; the end may be {@code 24:00}. */
    public static SendWindow daily(String start, String end) {
        return on(EnumSet.allOf(DayOfWeek.class), start, end);
    }

    /** The same hours from Monday to Friday. */
    public static SendWindow weekdays(String start, String end) {
        return on(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), start, end);
    }

    /**
     * The same hours on the given days of the week.
     *
     * @throws IllegalArgumentException if no day is given, or a text is not a time of day
     */
    public static SendWindow on(Set<DayOfWeek> days, String start, String end) {
        Require.notEmpty("days", days);
        List<TimeRange> ranges = List.of(TimeRange.of(start, end));
        Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
        days.forEach(day -> week.put(day, ranges));
        return ofDays(week);
    }

    /** A window of one rule; a day of the week without ranges is closed. */
    public static SendWindow ofDays(Map<DayOfWeek, List<TimeRange>> days) {
        return new SendWindow(List.of(WeeklyHours.of(days)));
    }

    /** The window that is open when both are. */
    public SendWindow and(SendWindow other) {
        return new SendWindow(
                Stream.concat(rules.stream(), other.rules.stream()).toList());
    }

    /** The rules, all of which must be open; none for {@link #always}. */
    public List<Map<DayOfWeek, List<TimeRange>>> days() {
        return rules.stream().map(WeeklyHours::days).toList();
    }

    /** Whether no week has a moment at which every rule is open. */
    public boolean neverOpens() {
        return search(Instant.EPOCH, ZoneOffset.UTC, date -> true, DAYS_OF_A_WEEK_AND_ONE)
                .isEmpty();
    }

    /** Whether the window is open at the instant. */
    public boolean isOpen(Instant at, ZoneId zone) {
        return isOpen(LocalDateTime.ofInstant(at, zone), zone, date -> true);
    }

    /** Whether the window is open at the instant, closed on every date that is not a business day. */
    public boolean isOpen(Instant at, ZoneId zone, BusinessCalendar closedOnHolidays) {
        return isOpen(LocalDateTime.ofInstant(at, zone), zone, closedOnHolidays::isBusinessDay);
    }

    /**
     * The first instant at or after {@code from} at which the window is open; {@code from} itself when it is open then,
     * empty when it does not open within two years.
     */
    public Optional<Instant> nextOpening(Instant from, ZoneId zone) {
        return search(from, zone, date -> true, HORIZON_DAYS);
    }

    /** As {@link #nextOpening(Instant, ZoneId)}, closed on every date that is not a business day. */
    public Optional<Instant> nextOpening(Instant from, ZoneId zone, BusinessCalendar closedOnHolidays) {
        return search(from, zone, closedOnHolidays::isBusinessDay, HORIZON_DAYS);
    }

    private boolean isOpen(LocalDateTime local, ZoneId zone, Predicate<LocalDate> openOn) {
        return checked.stream().allMatch(rule -> rule.isOpen(local, zone, openOn));
    }

    /**
     * Goes from one change of the zone's offset to the next. Between two changes the wall clock runs evenly, so that gaps,
     * overlaps and skipped dates need no rules of their own.
     */
    private Optional<Instant> search(Instant from, ZoneId zone, Predicate<LocalDate> openOn, int days) {
        ZoneRules zoneRules = zone.getRules();
        Instant limit = from.plusSeconds(days * 86_400L);
        Instant start = from;
        while (start.isBefore(limit)) {
            ZoneOffset offset = zoneRules.getOffset(start);
            Instant end = endOfOffset(zoneRules, start, limit);
            Optional<LocalDateTime> open = firstOpen(
                    LocalDateTime.ofInstant(start, offset), LocalDateTime.ofInstant(end, offset), zone, openOn);
            if (open.isPresent()) {
                return open.map(local -> local.toInstant(offset));
            }
            start = end;
        }
        return Optional.empty();
    }

    private static Instant endOfOffset(ZoneRules zoneRules, Instant start, Instant limit) {
        return Optional.ofNullable(zoneRules.nextTransition(start))
                .map(transition -> transition.getInstant())
                .filter(change -> change.isBefore(limit))
                .orElse(limit);
    }

    private Optional<LocalDateTime> firstOpen(
            LocalDateTime start, LocalDateTime end, ZoneId zone, Predicate<LocalDate> openOn) {
        Stream<LocalDateTime> openings = start.toLocalDate()
                .datesUntil(end.toLocalDate().plusDays(1))
                .flatMap(date -> starts(date).map(date::atTime))
                .filter(local -> local.isAfter(start) && local.isBefore(end));
        return Stream.concat(Stream.of(start), openings)
                .filter(local -> isOpen(local, zone, openOn))
                .findFirst();
    }

    private Stream<LocalTime> starts(LocalDate date) {
        return checked.stream()
                .flatMap(rule -> rule.starts(date.getDayOfWeek()))
                .distinct()
                .sorted();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SendWindow that && Set.copyOf(rules).equals(Set.copyOf(that.rules));
    }

    @Override
    public int hashCode() {
        return Set.copyOf(rules).hashCode();
    }

    /** The rules in words, such as {@code Mon-Fri 09:00-20:00, Sun 12:00-20:00}. */
    @Override
    public String toString() {
        List<String> texts = rules.stream().map(WeeklyHours::toString).toList();
        return texts.isEmpty() ? "always" : String.join(" and ", texts);
    }
}
