/**
 * When something may happen: zones, send windows, business days, quiet hours, caps, and due times with the chain of
 * steps that led to them.
 *
 * <p>All of it is pure: no clock is read and nothing is stored; “now” is a parameter. Intervals are half-open, {@code
 * [start, end)}, throughout. Local times are always resolved through the rules of a zone, never through a fixed offset.
 */
@NullMarked
package io.enrollment.calendar;

import org.jspecify.annotations.NullMarked;
