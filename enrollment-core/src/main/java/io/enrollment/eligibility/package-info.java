/**
 * Who may be enrolled and who may be written to: the checks with their reasons, the rules of law as data, and the funnel.
 * Pure functions over values.
 */
@NullMarked
package io.enrollment.eligibility;

import org.jspecify.annotations.NullMarked;
