package io.enrollment.spi;

import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.subject.OrganizationId;
import java.util.Optional;

/** Holidays and weekends from elsewhere; asked when an organization is loaded, answers should come from memory. */
@FunctionalInterface
public interface CalendarSource {

    /** The calendar of an organization; empty for the one that the organization itself carries. */
    Optional<BusinessCalendar> calendarOf(OrganizationId organization);
}
