package io.enrollment.spi;

import io.enrollment.run.Candidate;
import java.util.Optional;

/**
 * A candidate to be stored.
 *
 * @param candidate as the checks judged it
 * @param enrollment the enrollment to be made; empty when it was refused, or the run enrolls nobody
 */
public record CandidateItem(Candidate candidate, Optional<NewEnrollment> enrollment) {}
