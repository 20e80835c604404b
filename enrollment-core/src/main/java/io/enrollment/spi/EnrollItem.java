package io.enrollment.spi;

import io.enrollment.enrollment.EnrollmentResult;
import java.util.Optional;

/**
 * One attempt to be stored.
 *
 * @param attempt the attempt as the checks judged it
 * @param enrollment the enrollment to be made; empty when it was refused
 */
public record EnrollItem(EnrollmentResult attempt, Optional<NewEnrollment> enrollment) {}
