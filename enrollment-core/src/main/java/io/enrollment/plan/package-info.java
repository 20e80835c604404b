/**
 * Plans: sequences of steps with their settings and policies, their versions, and the validation that publishing runs.
 * Immutable values and pure functions.
 */
@NullMarked
package io.enrollment.plan;

import org.jspecify.annotations.NullMarked;
