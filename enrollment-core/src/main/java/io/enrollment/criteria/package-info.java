/**
 * Conditions over a subject's attributes, evaluated to a result with an explanation of the clause that decided. Pure.
 */
@NullMarked
package io.enrollment.criteria;

import org.jspecify.annotations.NullMarked;
