/**
 * Kills the quickstart in the middle, again and again, and compares what it did in the end with a run that nobody disturbed.
 */
@NullMarked
package io.enrollment.examples.killtest;

import org.jspecify.annotations.NullMarked;
