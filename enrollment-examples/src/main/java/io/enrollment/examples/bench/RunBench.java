package io.enrollment.examples.bench;

import io.enrollment.run.RunPurpose;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Evaluates a whole audience in one run: by the engine over its table of subjects, as a simulation, over a host's own people
 * whose numbers were never read, by one set-based statement, and by a loop written by hand that copies. All take turns on one
 * server, and write as many rows into tables with the same indexes.
 */
public final class RunBench {

    private static final int WARMS_UP_BY_ITSELF = 200_000;
    private static final int WARM_UP_RUNS = 2;
    private static final String ENGINE = "engine";
    private static final String SIMULATION = "engine, simulation";

    private RunBench() {}

    /**
     * Measures, and prints each figure, the medians and their ratios.
     *
     * @throws Exception if the database fails, or if two contestants do not come to the same counts
     */
    public static void run(BenchServer server, int subjects, int rounds, Consumer<String> out) throws Exception {
        RunTables tables = new RunTables(server, subjects);
        EngineRun.fill(tables);
        tables.keep();
        tables.fill();
        announce(subjects, out);
        List<RunContestant> contestants = contestants(tables);
        warmUp(contestants.get(0), subjects);
        Map<String, Samples> times = new LinkedHashMap<>();
        for (int number = 1; number <= rounds; number++) {
            Map<String, Long> expected = Map.of();
            for (RunContestant contestant : contestants) {
                Measured measured = measured(server, contestant);
                Duration time = measured.time();
                expected = checked(contestant, expected);
                times.computeIfAbsent(contestant.name(), Samples::new).add(time);
                out.accept(DripBench.line(
                        "round %d: %-28s %7d ms, %7d ms of CPU in Java, peak heap %4d MB, checked",
                        number,
                        contestant.name(),
                        time.toMillis(),
                        measured.cpu().toMillis(),
                        measured.peak() >> 20));
            }
        }
        report(times, subjects, out);
    }

    /** A big audience warms up by itself. */
    private static void warmUp(RunContestant engine, int subjects) throws Exception {
        for (int run = 0; subjects <= WARMS_UP_BY_ITSELF && run < WARM_UP_RUNS; run++) {
            engine.prepare();
            engine.run();
        }
    }

    private static void announce(int subjects, Consumer<String> out) {
        out.accept(DripBench.line(
                "%,d people: %d of %d kinds eligible; at most %d MB of memory",
                subjects,
                RunCrowd.KINDS - 8,
                RunCrowd.KINDS,
                Runtime.getRuntime().maxMemory() >> 20));
    }

    private static List<RunContestant> contestants(RunTables tables) {
        return List.of(
                new EngineRun(ENGINE, tables, RunPurpose.DEFAULT, store -> store.subjects()),
                new SetBasedRun(tables),
                new CopyRun(tables),
                new EngineRun(SIMULATION, tables, RunPurpose.CAMPAIGN_SIMULATION, store -> store.subjects()),
                new EngineRun(
                        "engine, cold host directory",
                        tables,
                        RunPurpose.DEFAULT,
                        store -> RunCrowd.hosts(tables.subjects())));
    }

    /** How long one took, on the clock and on the processors of this process, and how much of the heap it held. */
    private record Measured(Duration time, Duration cpu, long peak) {}

    private static Measured measured(BenchServer server, RunContestant contestant) throws Exception {
        contestant.prepare();
        server.settle();
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        long busy = cpu();
        long began = System.nanoTime();
        contestant.run();
        return new Measured(Duration.ofNanos(System.nanoTime() - began), Duration.ofNanos(cpu() - busy), peak());
    }

    /** The time of the processors that this process has had, where it can be known. */
    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    /** What the parts of the heap held at most, garbage included, each at its own moment: at least the peak of the whole. */
    private static long peak() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** Fails unless this contestant came to the counts of those before it; a simulation enrolls nobody. */
    private static Map<String, Long> checked(RunContestant contestant, Map<String, Long> expected) throws Exception {
        Map<String, Long> outcome = new TreeMap<>(contestant.outcome());
        Map<String, Long> own = new TreeMap<>(outcome);
        Map<String, Long> others = new TreeMap<>(expected);
        if (contestant.name().equals(SIMULATION)) {
            List.of(own, others)
                    .forEach(counts ->
                            counts.keySet().removeAll(List.of("enrollment", "listed", "due", "log", "reservation")));
        }
        if (!expected.isEmpty() && !own.equals(others)) {
            throw new IllegalStateException(contestant.name() + " came to " + own + " instead of " + others);
        }
        return expected.isEmpty() ? outcome : expected;
    }

    private static void report(Map<String, Samples> times, int subjects, Consumer<String> out) {
        times.values().forEach(samples -> out.accept("run    " + samples.describe(subjects, "candidates")));
        ratio("engine to set-based SQL (goal 0.8)", times, ENGINE, "set-based SQL", out);
        ratio("engine to hand-written COPY (goal 0.5)", times, ENGINE, "hand-written COPY", out);
        ratio("simulation to run (goal 1.0)", times, SIMULATION, ENGINE, out);
    }

    /** How many times as fast the one is as the other. */
    private static void ratio(String what, Map<String, Samples> times, String one, String other, Consumer<String> out) {
        double mine = times.getOrDefault(one, new Samples(one)).median();
        double rival = times.getOrDefault(other, new Samples(other)).median();
        out.accept(DripBench.line("%-40s %.2f x", what, rival / mine));
    }
}
