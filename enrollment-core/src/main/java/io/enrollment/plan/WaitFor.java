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
     * An event with a timeout.
     *
     * @param event the name of the event
     * @param timeout how long to wait at most
     * @param sinceStart whether events since the enrollment began count, not only those since the previous step
     */
    record Event(String event, Duration timeout, boolean sinceStart) implements WaitFor {
        /** Validates the name and the timeout. */
        public Event {
            Require.text("wait event", event, 200);
            Require.that(!timeout.isNegative() && !timeout.isZero(), "wait timeout", timeout, "be positive");
        }
    }
}
