package io.enrollment.spi;

import io.enrollment.run.EnrollerRun;
import java.util.Optional;

/**
 * What became of a chunk.
 *
 * @param outcome whether it was stored
 * @param run the run after it; empty when nothing was stored because the right to work on it was lost
 */
public record RunRecord(ApplyOutcome outcome, Optional<EnrollerRun> run) {}
