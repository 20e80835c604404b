/** The laws of the calendar, and its examples row by row. */
@NullMarked
package io.enrollment.calendar;

import org.jspecify.annotations.NullMarked;
