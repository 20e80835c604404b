package io.enrollment.plan;

import io.enrollment.internal.Require;
import java.util.Optional;

/**
 * How many eligible candidates a run of a plan may have; when there are more, which a simulation finds out first, nobody is
 * enrolled before a person has confirmed the run.
 *
 * @param count at most so many
 * @param percent at most this share of the candidates, 0 to 100
 * @param everyRun whether every run is guarded; else only those after which nothing was begun yet with the same criteria and
 *     audience: the first one, and the first one after a change of them
 */
public record BlastGuard(Optional<Long> count, Optional<Integer> percent, boolean everyRun) {

    /** Checks that there is a limit, and its bounds. */
    public BlastGuard {
        Require.that(count.isPresent() || percent.isPresent(), "blastGuard", "nothing", "have a count or a percent");
        count.ifPresent(most -> Require.that(
                most >= 0 && most <= Integer.MAX_VALUE, "blastGuard count", most, "be 0 to " + Integer.MAX_VALUE));
        percent.ifPresent(
                share -> Require.that(share >= 0 && share <= 100, "blastGuard percent", share, "be 0 to 100"));
    }

    /** At most so many in any run. */
    public static BlastGuard count(long most) {
        return new BlastGuard(Optional.of(most), Optional.empty(), true);
    }

    /** At most this share of the candidates of any run. */
    public static BlastGuard percent(int share) {
        return new BlastGuard(Optional.empty(), Optional.of(share), true);
    }

    /** The same limit, for the first run only, and again when criteria or audience have changed. */
    public BlastGuard untilBegun() {
        return new BlastGuard(count, percent, false);
    }
}
