package io.enrollment.examples.cluster;

import io.enrollment.enrollment.EnrollmentId;
import java.util.List;
import java.util.Optional;

/**
 * What a node left behind when it was killed.
 *
 * @param claimed how many enrollments it held
 * @param marked those of them whose message it had marked as about to leave
 * @param trapped the key that was at the provider, unanswered, if it was killed in that moment
 */
record Casualty(int claimed, List<EnrollmentId> marked, Optional<String> trapped) {}
