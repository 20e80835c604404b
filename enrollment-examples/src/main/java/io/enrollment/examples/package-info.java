/**
 * Runnable hosts of the engine behind one command line.
 */
@NullMarked
package io.enrollment.examples;

import org.jspecify.annotations.NullMarked;
