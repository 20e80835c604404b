/**
 * Enroller runs: one evaluation of a plan's whole audience, with its audience queries, its candidates and its counts. Pure
 * functions over values: what comes of a chunk is decided here, and stores only keep it.
 */
@NullMarked
package io.enrollment.run;

import org.jspecify.annotations.NullMarked;
