package io.enrollment.run;

import io.enrollment.eligibility.FunnelStage;
import io.enrollment.internal.Require;
import java.util.Optional;

/**
 * How many eligible candidates a run may have before it waits for a person to confirm it: the blast guard.
 *
 * @param count at most so many
 * @param percent at most this share of the candidates, 0 to 100
 */
public record RunLimit(Optional<Long> count, Optional<Integer> percent) {

    /** Checks that there is a limit, and its bounds. */
    public RunLimit {
        Require.that(count.isPresent() || percent.isPresent(), "run limit", "nothing", "be a count or a share");
        count.ifPresent(most -> Require.that(most >= 0, "run limit count", most, "not be negative"));
        percent.ifPresent(share -> Require.that(share >= 0 && share <= 100, "run limit percent", share, "be 0 to 100"));
    }

    /** At most so many. */
    public static RunLimit count(long most) {
        return new RunLimit(Optional.of(most), Optional.empty());
    }

    /** At most this share of the candidates. */
    public static RunLimit percent(int share) {
        return new RunLimit(Optional.empty(), Optional.of(share));
    }

    /** Why a run like this one has to wait; empty when it does not pass the limit. */
    public Optional<String> passedBy(EnrollerRun preview) {
        long eligible = preview.funnel().stage(FunnelStage.ELIGIBLE).out();
        long candidates = preview.funnel().candidates();
        boolean tooMany = count.filter(most -> eligible > most).isPresent();
        boolean tooGreat =
                percent.filter(share -> eligible * 100 > share * candidates).isPresent();
        String limit = count.map(most -> most + " candidates").orElse("")
                + (count.isPresent() && percent.isPresent() ? " or " : "")
                + percent.map(share -> share + " percent").orElse("");
        return tooMany || tooGreat
                ? Optional.of(eligible + " of " + candidates + " candidates are eligible, over the limit of " + limit)
                : Optional.empty();
    }
}
