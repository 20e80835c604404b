package io.enrollment.examples.bench;

import io.enrollment.engine.EngineSettings;
import io.enrollment.spi.SubjectDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Enrolls subjects in a plan of immediate messages and carries them through it, three ways: by the engine, by a loop written
 * by hand, and by set-based SQL, which is the limit of what the database does. All three take turns on one server.
 */
public final class DripBench {

    /** A concern of a small machine: more workers than cores, since they wait for the database half of the time. */
    private static final int WORKERS = 4;
    /** Half of the greatest batch: what is under way at once stays a small part of all. */
    private static final int BATCH = 500;

    /**
     * What to measure.
     *
     * @param subjects how many people
     * @param steps how many messages each gets
     * @param rounds how many times
     * @param handBatch how many rows the loop written by hand claims at once
     */
    public record Request(int subjects, int steps, int rounds, int handBatch) {
        private Request warmUp() {
            return new Request(Math.max(1, Math.min(subjects / 5, 20_000)), steps, 1, handBatch);
        }
    }

    private DripBench() {}

    /**
     * Measures, and prints each figure, the medians and their ratios.
     *
     * @throws Exception if the database fails, or if what was measured is not right
     */
    public static void run(BenchServer server, Request request, Consumer<String> out) throws Exception {
        SubjectDirectory people = Crowd.directory(request.subjects());
        round(contestants(server, people, request.warmUp()), server, figure -> {});
        Map<String, Samples> enrolling = new LinkedHashMap<>();
        Map<String, Samples> dripping = new LinkedHashMap<>();
        for (int number = 1; number <= request.rounds(); number++) {
            int current = number;
            round(contestants(server, people, request), server, figure -> {
                enrolling.computeIfAbsent(figure.name(), Samples::new).add(figure.enrolling());
                figure.dripping()
                        .ifPresent(time -> dripping.computeIfAbsent(figure.name(), Samples::new)
                                .add(time));
                out.accept(figure.describe(current));
            });
        }
        report(request, enrolling, dripping, out);
    }

    private static List<Contestant> contestants(BenchServer server, SubjectDirectory people, Request request) {
        int subjects = request.subjects();
        int steps = request.steps();
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(new EngineDrip(server, subjects, steps, people, DripBench::settings));
        boolean h2 = server.kind() == BenchServer.Kind.H2;
        contestants.add(new HandWritten(new PlainTables(server, "hand_", subjects, steps), request.handBatch(), !h2));
        if (h2) {
            PlainTables tables = new PlainTables(server, "order_", subjects, steps);
            contestants.add(new HandWritten(tables, request.handBatch(), true));
        }
        contestants.add(new SetBased(new PlainTables(server, "limit_", subjects, steps)));
        return contestants;
    }

    private static EngineSettings.Builder settings(EngineSettings.Builder settings) {
        return settings.workers(WORKERS).batchSize(BATCH).enrollBatchSize(BATCH);
    }

    /**
     * Carries many through one step with little memory, by the engine only.
     *
     * @throws Exception if the database fails, or if not everybody is through in the end
     */
    public static void million(BenchServer server, int subjects, Consumer<String> out) throws Exception {
        EngineDrip engine = new EngineDrip(server, subjects, 1, Crowd.made(subjects), DripBench::settings);
        engine.prepare();
        Duration enrolling = timed(server, engine::enroll);
        Duration dripping = timed(server, engine::drip);
        engine.check();
        out.accept(line(
                "%,d enrollments carried to the end, with at most %d MB of memory: enrolled in %d s, carried out in %d s,"
                        + " checked",
                subjects, Runtime.getRuntime().maxMemory() >> 20, enrolling.toSeconds(), dripping.toSeconds()));
    }

    private record Figure(String name, Duration enrolling, Optional<Duration> dripping) {
        String describe(int round) {
            String drip =
                    dripping.map(time -> line(", drip %7d ms", time.toMillis())).orElse("");
            return line("round %d: %-23s enroll %7d ms%s, checked", round, name, enrolling.toMillis(), drip);
        }
    }

    private static void round(List<Contestant> contestants, BenchServer server, Consumer<Figure> figures)
            throws Exception {
        for (Contestant contestant : contestants) {
            contestant.prepare();
            Duration enrolling = timed(server, contestant::enroll);
            if (contestant instanceof EngineDrip engine && SameRows.arePossibleOn(server)) {
                figures.accept(sameRows(server, engine.sameRows()));
            }
            Duration dripping = timed(server, contestant::drip);
            contestant.check();
            figures.accept(new Figure(contestant.name(), enrolling, Optional.of(dripping)));
        }
    }

    private static Figure sameRows(BenchServer server, SameRows rows) throws Exception {
        rows.prepare();
        Duration inserting = timed(server, rows::insert);
        rows.check();
        return new Figure(rows.name(), inserting, Optional.empty());
    }

    /** What is measured. */
    @FunctionalInterface
    private interface Part {
        void run() throws Exception;
    }

    private static Duration timed(BenchServer server, Part part) throws Exception {
        server.settle();
        System.gc();
        long began = System.nanoTime();
        part.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void report(
            Request request, Map<String, Samples> enrolling, Map<String, Samples> dripping, Consumer<String> out) {
        long messages = (long) request.subjects() * request.steps();
        dripping.values().forEach(samples -> out.accept("drip   " + samples.describe(messages, "steps")));
        enrolling.values().forEach(samples -> out.accept("enroll " + samples.describe(request.subjects(), "subjects")));
        ratio("drip:   engine to hand-written", dripping, "hand-written", out);
        if (dripping.containsKey(HandWritten.IN_ORDER_ON_H2)) {
            ratio("drip:   engine to hand-written, in order", dripping, HandWritten.IN_ORDER_ON_H2, out);
        }
        ratio("drip:   engine to set-based limit", dripping, "set-based limit", out);
        ratio("enroll: engine to set-based insert", enrolling, "set-based limit", out);
        if (enrolling.containsKey("same rows by SQL")) {
            ratio("enroll: engine to same rows by SQL", enrolling, "same rows by SQL", out);
        }
    }

    private static void ratio(String what, Map<String, Samples> samples, String rival, Consumer<String> out) {
        Samples engine = samples.getOrDefault("engine", new Samples("engine"));
        Samples other = samples.getOrDefault(rival, new Samples(rival));
        out.accept(line("%-42s %.2f x", what, other.median() / engine.median()));
    }

    static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
