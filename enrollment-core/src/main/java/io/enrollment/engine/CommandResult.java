package io.enrollment.engine;

import io.enrollment.enrollment.Enrollment;
import java.util.Optional;

/**
 * What became of a command.
 *
 * @param enrollment the enrollment after it
 * @param changed whether it changed anything; a repeated command does not
 * @param refusal why it is not allowed in this state
 */
public record CommandResult(Enrollment enrollment, boolean changed, Optional<String> refusal) {}
