package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many candidates came to each stage, and why the others did not. A candidate is rejected once, at the first stage
 * that has a failure, by the first failure in headline order. At every stage {@code in = out + the sum of rejections}, and
 * what comes out of a stage goes into the next; a funnel that breaks this cannot be made.
 *
 * @param stages every stage once, in order
 */
public record Funnel(List<Stage> stages) {

    /**
     * The figures of one stage.
     *
     * @param stage which
     * @param in how many came to it
     * @param out how many it let through
     * @param rejections how many it rejected, by reason; the reasons in alphabetical order
     */
    public record Stage(FunnelStage stage, long in, long out, SortedMap<String, Long> rejections) {

        /** Copies the map and checks the arithmetic. */
        public Stage {
            rejections = Collections.unmodifiableSortedMap(new TreeMap<>(rejections));
            rejections.forEach(
                    (reason, n) -> Require.that(n > 0, "funnel rejections", reason + "=" + n, "be positive"));
            long rejected =
                    rejections.values().stream().mapToLong(Long::longValue).sum();
            Require.that(out >= 0, "funnel out", out, "not be negative");
            Require.that(in == out + rejected, "funnel in", in, "be out " + out + " + rejections " + rejected);
        }
    }

    /** Checks that the stages are complete, in order, and fit together. */
    public Funnel {
        stages = List.copyOf(stages);
        List<FunnelStage> names = stages.stream().map(Stage::stage).toList();
        Require.that(names.equals(List.of(FunnelStage.values())), "funnel stages", names, "be every stage in order");
        for (int i = 1; i < stages.size(); i++) {
            long out = stages.get(i - 1).out();
            Require.that(
                    stages.get(i).in() == out,
                    "funnel in of " + names.get(i),
                    stages.get(i).in(),
                    "be " + out);
        }
    }

    /** The funnel of nobody. */
    public static Funnel empty() {
        return of(List.of());
    }

    /** The funnel of these candidates, in any order. */
    public static Funnel of(Iterable<FunnelEntry> candidates) {
        Map<FunnelStage, SortedMap<String, Long>> rejections = new EnumMap<>(FunnelStage.class);
        long in = 0;
        for (FunnelEntry candidate : candidates) {
            in++;
            candidate
                    .rejectedAt()
                    .ifPresent(stage -> rejections
                            .computeIfAbsent(stage, any -> new TreeMap<>())
                            .merge(candidate.rejection().orElseThrow(), 1L, Long::sum));
        }
        return of(in, rejections);
    }

    /** The funnel of the candidates of both; each must have been counted in one of them only. */
    public Funnel plus(Funnel other) {
        Map<FunnelStage, SortedMap<String, Long>> rejections = new EnumMap<>(FunnelStage.class);
        for (FunnelStage stage : FunnelStage.values()) {
            SortedMap<String, Long> sum = new TreeMap<>(stage(stage).rejections());
            other.stage(stage).rejections().forEach((reason, n) -> sum.merge(reason, n, Long::sum));
            rejections.put(stage, sum);
        }
        return of(candidates() + other.candidates(), rejections);
    }

    /** The figures of one stage. */
    public Stage stage(FunnelStage stage) {
        return stages.get(stage.ordinal());
    }

    /** How many candidates there were. */
    public long candidates() {
        return stages.get(0).in();
    }

    /** How many were enrolled. */
    public long enrolled() {
        return stage(FunnelStage.SUCCESS).out();
    }

    private static Funnel of(long candidates, Map<FunnelStage, SortedMap<String, Long>> rejections) {
        List<Stage> stages = new ArrayList<>();
        long in = candidates;
        for (FunnelStage stage : FunnelStage.values()) {
            SortedMap<String, Long> here = rejections.getOrDefault(stage, new TreeMap<>());
            long out = in - here.values().stream().mapToLong(Long::longValue).sum();
            stages.add(new Stage(stage, in, out, here));
            in = out;
        }
        return new Funnel(stages);
    }
}
