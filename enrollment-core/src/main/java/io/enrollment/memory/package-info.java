/**
 * The store in memory: the reference that every other store is compared with, and the one for tests and simulations. It
 * keeps the same contract as a database, except that nothing outlives the process.
 */
@NullMarked
package io.enrollment.memory;

import org.jspecify.annotations.NullMarked;
