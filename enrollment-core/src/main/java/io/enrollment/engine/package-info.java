/**
 * The shell around the decisions: {@link io.enrollment.engine.EnrollmentEngine}, the one door, and the workers behind it.
 * It loads, asks the core, acts and stores.
 */
@NullMarked
package io.enrollment.engine;

import org.jspecify.annotations.NullMarked;
