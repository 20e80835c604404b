package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.calendar.SendWindow;
import io.enrollment.calendar.TimeRange;
import io.enrollment.internal.Require;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON form of the hours in which messages may go out. */
final class WindowJson {

    private static final Set<DayOfWeek> ALL_WEEK = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WORK_WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private WindowJson() {}

    static Optional<SendWindow> read(Section window) {
        Optional<SendWindow> read = window.exactlyOne("always", "daily", "weekdays", "days", "rules")
                .flatMap(form -> window(window, form));
        window.end();
        return read;
    }

    private static Optional<SendWindow> window(Section window, String form) {
        return switch (form) {
            case "always" -> always(window);
            case "rules" -> window.sections(form, WindowJson::rule).flatMap(rules -> all(window, rules));
            default -> hours(window, form);
        };
    }

    private static Optional<SendWindow> always(Section window) {
        Optional<Boolean> always = window.flag("always");
        return always.isPresent() && !always.get()
                ? window.refuse("always", "be true")
                : always.map(yes -> SendWindow.always());
    }

    private static Optional<SendWindow> all(Section window, List<SendWindow> rules) {
        return rules.isEmpty()
                ? window.refuse("rules", "have at least one element")
                : rules.stream().reduce(SendWindow::and);
    }

    private static Optional<SendWindow> rule(Section rule) {
        Optional<SendWindow> read = rule.exactlyOne("daily", "weekdays", "days").flatMap(form -> hours(rule, form));
        rule.end();
        return read;
    }

    private static Optional<SendWindow> hours(Section rule, String form) {
        return switch (form) {
            case "daily" -> rule.text(form, Times::range).map(range -> on(ALL_WEEK, range));
            case "weekdays" -> rule.text(form, Times::range).map(range -> on(WORK_WEEK, range));
            default -> rule.section(form).map(WindowJson::days);
        };
    }

    private static SendWindow on(Set<DayOfWeek> days, TimeRange range) {
        Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
        days.forEach(day -> week.put(day, List.of(range)));
        return SendWindow.ofDays(week);
    }

    private static SendWindow days(Section days) {
        Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.texts(name(day), Times::range).ifPresent(ranges -> week.put(day, ranges));
        }
        days.end();
        return SendWindow.ofDays(week);
    }

    static ObjectNode write(SendWindow window) {
        List<ObjectNode> rules = window.days().stream()
                .map(WindowJson::rule)
                .sorted(Comparator.comparing(ObjectNode::toString))
                .toList();
        if (rules.isEmpty()) {
            return Json.object().put("always", true);
        }
        ObjectNode several = Json.object();
        several.putArray("rules").addAll(rules);
        return rules.size() == 1 ? rules.get(0) : several;
    }

    private static ObjectNode rule(Map<DayOfWeek, List<TimeRange>> days) {
        List<List<TimeRange>> ranges = days.values().stream().distinct().toList();
        if (ranges.size() == 1 && ranges.get(0).size() == 1) {
            String range = ranges.get(0).get(0).toString();
            if (days.keySet().equals(ALL_WEEK)) {
                return Json.object().put("daily", range);
            }
            if (days.keySet().equals(WORK_WEEK)) {
                return Json.object().put("weekdays", range);
            }
        }
        ObjectNode rule = Json.object();
        ObjectNode week = rule.putObject("days");
        days.forEach((day, hours) -> write(week.putArray(name(day)), hours));
        return rule;
    }

    private static void write(ArrayNode array, List<TimeRange> hours) {
        hours.forEach(range -> array.add(range.toString()));
    }

    /** The day as windows and calendars name it: {@code MON}. */
    static String name(DayOfWeek day) {
        return day.name().substring(0, 3);
    }

    /** The day with this name. */
    static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> name(day).equals(name))
                .findFirst()
                .orElseThrow(() -> Require.refusal("day", name, "be one of MON, TUE, WED, THU, FRI, SAT, SUN"));
    }
}
