package io.enrollment.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** One condition on the instant of sending, which opens and closes. */
interface Gate {

    boolean isOpen(Instant at);

    /** The first instant at or after {@code from} at which it is open; empty when there is none within two years. */
    Optional<Instant> nextOpening(Instant from);

    /** Why it is closed at an instant at which it is, in words for the derivation. */
    String reason(Instant closedAt);

    /** Open when a window is. */
    record Windowed(SendWindow window, ZoneId zone, String why) implements Gate {

        @Override
        public boolean isOpen(Instant at) {
            return window.isOpen(at, zone);
        }

        @Override
        public Optional<Instant> nextOpening(Instant from) {
            return window.nextOpening(from, zone);
        }

        @Override
        public String reason(Instant closedAt) {
            return why;
        }
    }

    /** Open on business days while a window is, so that a date that moves starts with its window. */
    record OnBusinessDays(SendWindow window, ZoneId zone, BusinessCalendar calendar) implements Gate {

        @Override
        public boolean isOpen(Instant at) {
            return window.isOpen(at, zone, calendar);
        }

        @Override
        public Optional<Instant> nextOpening(Instant from) {
            return window.nextOpening(from, zone, calendar);
        }

        @Override
        public String reason(Instant closedAt) {
            LocalDate date = closedAt.atZone(zone).toLocalDate();
            if (calendar.isHoliday(date)) {
                return "holiday";
            }
            return calendar.isBusinessDay(date) ? "night after a closed date" : "weekend";
        }
    }

    /** Open when the recipient may be texted or called. */
    record Quiet(QuietHours hours) implements Gate {

        @Override
        public boolean isOpen(Instant at) {
            return hours.isOpen(at);
        }

        @Override
        public Optional<Instant> nextOpening(Instant from) {
            return hours.nextOpening(from);
        }

        @Override
        public String reason(Instant closedAt) {
            return "quiet hours (" + hours.basis() + ")";
        }
    }
}
