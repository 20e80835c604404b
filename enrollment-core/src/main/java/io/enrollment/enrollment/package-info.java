/**
 * Enrollments and the decisions about them: a pure function from plan, state, command, facts and the time to a transition.
 * The shell in {@code io.enrollment.engine} does what a transition says.
 */
@NullMarked
package io.enrollment.enrollment;

import org.jspecify.annotations.NullMarked;
