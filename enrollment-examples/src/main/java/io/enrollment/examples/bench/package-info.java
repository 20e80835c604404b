/** Benchmarks: a year of a plan on the virtual clock, and the price of judging one candidate. */
@NullMarked
package io.enrollment.examples.bench;

import org.jspecify.annotations.NullMarked;
