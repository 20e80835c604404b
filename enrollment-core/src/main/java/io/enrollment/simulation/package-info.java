/**
 * The same engine on a virtual clock: who would get what, when, and why not.
 */
@NullMarked
package io.enrollment.simulation;

import org.jspecify.annotations.NullMarked;
