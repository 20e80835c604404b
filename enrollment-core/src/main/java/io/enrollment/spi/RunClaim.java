package io.enrollment.spi;

import io.enrollment.run.EnrollerRun;

/**
 * A run that was claimed to be worked on.
 *
 * @param run as it is stored
 * @param lease the right to work on it
 */
public record RunClaim(EnrollerRun run, RunLease lease) {}
