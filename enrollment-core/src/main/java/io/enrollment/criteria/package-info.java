/**
 * Conditions over the fields of a subject, evaluated to a result with an explanation of the clause that decided. Pure.
 *
 * <p>The rules, all of them; whoever translates conditions to another language translates these:
 *
 * <ol>
 *   <li>A condition is true or false, never unknown. A comparison with an absent field is false. NE, NOT_IN and
 *       NOT_CONTAINS are the exact complements of EQ, IN and CONTAINS, so they are true on an absent field.
 *   <li>Present is false for an absent field, a blank text ({@link String#isBlank()}) and a list without an element
 *       that is present. Elsewhere a blank text is a text like any other.
 *   <li>Texts are equal, ordered and searched by code point; with ignoreCase, by code point after
 *       {@code toLowerCase(toUpperCase(c))} of each, in no particular language.
 *   <li>A text beside a number, truth value, date or moment is read as what the other is: a number as in JSON, with an
 *       optional sign and leading zeros, at most 100 characters and within ±10<sup>1000</sup>; {@code true} or
 *       {@code false}; a date as {@code yyyy-MM-dd}; a moment as such a date with a time and an offset. A text that
 *       cannot be read so compares false.
 *   <li>Numbers compare by value (1.0 equals 1). Truth values are equal or not; they have no order.
 *   <li>A date beside a moment: the literal decides. Beside a literal date, a moment counts as its local date in the
 *       zone of the evaluation; beside a literal moment, a date counts as the start of that day in that zone.
 *   <li>FromToday is the literal date today + offset; today is the local date of the evaluation's instant in its zone,
 *       and the end of the month clamps as in {@link java.time.LocalDate#plus(java.time.temporal.TemporalAmount)}.
 *   <li>Any other two kinds compare false.
 *   <li>IN is true when the value, or an element of a list, equals an element of the operand. CONTAINS is the same for
 *       a list; for a text it is true when an operand text is a part of it.
 *   <li>Every other operator takes a list of exactly one element as that element, and is false for any other list.
 *   <li>STARTS_WITH and ENDS_WITH are false for what is not text.
 * </ol>
 */
@NullMarked
package io.enrollment.criteria;

import org.jspecify.annotations.NullMarked;
