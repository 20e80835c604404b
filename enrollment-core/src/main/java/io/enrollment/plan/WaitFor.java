package io.enrollment.plan;

import io.enrollment.calendar.Delay;
import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.Optional;

/** What a wait step waits for. */
public sealed interface WaitFor {

    /**
     * A duration, or a number of days at a time of day.
     *
     * @param delay counted from the previous step
     */
    record Time(Delay delay) implements WaitFor {}

    /**
     * A date; over at once when the date has passed.
     *
     * @param date the date in the resolved zone
     * @param at the time of day; start of day when empty
     */
    record Date(LocalDate date, Optional<LocalTime> at) implements WaitFor {}

    /**
     * The date in an attribute of the subject, shifted; over at once when it has passed. A subject without a readable date
     * of the years 1 to 9999 in that attribute fails the step. The attribute is read when the wait begins.
     *
     * @param attribute the name of the field
     * @param offset calendar units to add; negative for before
     * @param at the time of day; that of the attribute when it is a point in time, else start of day, when empty
     */
    record AttributeDate(String attribute, Period offset, Optional<LocalTime> at) implements WaitFor {
        /** Validates the name. */
        public AttributeDate {
            Require.text("wait attribute", attribute, 200);
        }
    }

    /**
     * An event with a timeout; one in the very instant of the timeout is in time, a later one is not, however late the
     * scheduler is. Events that were heard of count by when they happened, also those that came in a pause or
     * before the wait was reached; what counts for one wait counts for a wait right behind it only when it says since the
     * start.
     *
     * @param event the name of the event: one of the host's own, or the kind of an inbound event in lower case with hyphens,
     *     such as {@code reply}, {@code opened}, {@code clicked}
     * @param timeout how long to wait at most; more than a hundred years is a hundred years
     * @param sinceStart whether events since the enrollment began count, not only those since the previous step
     * @param onTimeout the step to go on with when nothing came in time; empty for the one that follows
     */
    record Event(String event, Duration timeout, boolean sinceStart, Optional<StepKey> onTimeout) implements WaitFor {
        /** Validates the name and the timeout. */
        public Event {
            Require.text("wait event", event, 200);
            Require.that(!timeout.isNegative() && !timeout.isZero(), "wait timeout", timeout, "be positive");
        }

        /** A wait that goes on with the step that follows, whether the event came or not. */
        public Event(String event, Duration timeout, boolean sinceStart) {
            this(event, timeout, sinceStart, Optional.empty());
        }
    }
}
