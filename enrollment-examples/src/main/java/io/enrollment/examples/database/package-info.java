/** Databases that the examples start by themselves, or are pointed at. */
@NullMarked
package io.enrollment.examples.database;

import org.jspecify.annotations.NullMarked;
