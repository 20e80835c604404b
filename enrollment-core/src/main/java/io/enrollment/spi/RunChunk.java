package io.enrollment.spi;

import io.enrollment.internal.Require;
import io.enrollment.run.ChunkCounts;
import io.enrollment.run.EnrollerRun;
import java.util.List;

/**
 * One chunk of a run, to be stored in one transaction: the candidates, the enrollments of those that are enrolled, the counts
 * and where to go on.
 *
 * @param before the run that the chunk follows
 * @param counts what was found
 * @param candidates numbered on from the candidates of {@code before} without holes; none in a run that only counts
 */
public record RunChunk(EnrollerRun before, ChunkCounts counts, List<CandidateItem> candidates) {
    /** Copies the list and checks the numbers. */
    public RunChunk {
        candidates = List.copyOf(candidates);
        long expected = before.funnel().candidates();
        for (CandidateItem item : candidates) {
            expected++;
            Require.that(
                    item.candidate().position() == expected,
                    "candidate position",
                    item.candidate().position(),
                    "be " + expected);
            Require.that(
                    item.candidate().run().equals(before.id()),
                    "candidate run",
                    item.candidate().run(),
                    "be " + before.id());
        }
    }
}
