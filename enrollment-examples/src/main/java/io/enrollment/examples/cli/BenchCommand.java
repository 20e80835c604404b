package io.enrollment.examples.cli;

import io.enrollment.examples.bench.BenchServer;
import io.enrollment.examples.bench.DripBench;
import io.enrollment.examples.bench.EligibilityBenchmark;
import io.enrollment.examples.bench.ExportBench;
import io.enrollment.examples.bench.LatencyBench;
import io.enrollment.examples.bench.ListBench;
import io.enrollment.examples.bench.PollBench;
import io.enrollment.examples.bench.RunBench;
import io.enrollment.examples.bench.YearBench;
import java.io.PrintWriter;
import java.util.Optional;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmarks. */
@Command(
        name = "bench",
        description = "Measures the engine; every run checks that what it measured was right.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    BenchCommand() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "year",
            description = "A year of a five-step plan under the virtual clock, in memory.",
            mixinStandardHelpOptions = true)
    int year(
            @Option(
                            names = "--subjects",
                            paramLabel = "N",
                            defaultValue = "10000",
                            converter = AtLeastOne.class,
                            description = "How many people; ${DEFAULT-VALUE} by default.")
                    int subjects,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "3",
                            converter = AtLeastOne.class,
                            description = "How many times; ${DEFAULT-VALUE} by default.")
                    int rounds) {
        YearBench.run(subjects, rounds, this::print);
        return 0;
    }

    @Command(
            name = "drip",
            description = {
                "Enrolls N subjects in a plan of K immediate messages and carries them through it: by the engine, by a"
                        + " loop written by hand, and by set-based SQL, which is the limit. Interleaved on one server."
            },
            mixinStandardHelpOptions = true)
    int drip(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--subjects",
                            paramLabel = "N",
                            defaultValue = "100000",
                            converter = AtLeastOne.class,
                            description = "How many people; ${DEFAULT-VALUE} by default.")
                    int subjects,
            @Option(
                            names = "--steps",
                            paramLabel = "K",
                            defaultValue = "5",
                            converter = AtLeastOne.class,
                            description = "How many messages each gets; ${DEFAULT-VALUE} by default.")
                    int steps,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "3",
                            converter = AtLeastOne.class,
                            description = "How many times; ${DEFAULT-VALUE} by default.")
                    int rounds,
            @Option(
                            names = "--hand-batch",
                            paramLabel = "ROWS",
                            defaultValue = "100",
                            converter = AtLeastOne.class,
                            description = "What the hand-written loop claims at once; ${DEFAULT-VALUE} by default.")
                    int handBatch)
            throws Exception {
        try (BenchServer server = database.open()) {
            DripBench.run(server, new DripBench.Request(subjects, steps, rounds, handBatch), this::print);
        }
        return 0;
    }

    @Command(
            name = "export",
            description = {
                "Exports N enrollments from PostgreSQL as CSV and JSON Lines, beside COPY TO STDOUT of the same columns. Start"
                        + " it with java -Xmx128m to see that memory stays flat."
            },
            mixinStandardHelpOptions = true)
    int export(
            @Option(
                            names = "--rows",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            converter = AtLeastOne.class,
                            description = "How many enrollments; ${DEFAULT-VALUE} by default.")
                    int rows,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "3",
                            converter = AtLeastOne.class,
                            description = "How many times; ${DEFAULT-VALUE} by default.")
                    int rounds,
            @Option(
                            names = "--url",
                            paramLabel = "JDBC",
                            description = "A PostgreSQL of your own, with user and password in the URL.")
                    Optional<String> url)
            throws Exception {
        ExportBench.run(rows, rounds, url, this::print);
        return 0;
    }

    @Command(
            name = "poll",
            description = "What a look for due work costs among few and among many that wait, on PostgreSQL.",
            mixinStandardHelpOptions = true)
    int poll(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--waiting",
                            paramLabel = "N",
                            defaultValue = "5000000",
                            converter = AtLeastOne.class,
                            description = "How many wait; ${DEFAULT-VALUE} by default, beside 10000.")
                    int waiting)
            throws Exception {
        try (BenchServer server = database.open()) {
            PollBench.run(server, 10_000, waiting, this::print);
        }
        return 0;
    }

    @Command(
            name = "lists",
            description = "What the first and the last page of each list cost among many enrollments, on PostgreSQL.",
            mixinStandardHelpOptions = true)
    int lists(
            @Option(
                            names = "--rows",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            converter = AtLeastOne.class,
                            description = "How many enrollments; ${DEFAULT-VALUE} by default.")
                    int rows,
            @Option(names = "--url", paramLabel = "JDBC", description = "An empty PostgreSQL database of your own.")
                    Optional<String> url)
            throws Exception {
        ListBench.run(rows, url, this::print);
        return 0;
    }

    @Command(
            name = "latency",
            description = "From due to handed to the channel, at low load.",
            mixinStandardHelpOptions = true)
    int latency(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--times",
                            paramLabel = "N",
                            defaultValue = "30",
                            converter = AtLeastOne.class,
                            description = "How many messages each way; ${DEFAULT-VALUE} by default.")
                    int times)
            throws Exception {
        try (BenchServer server = database.open()) {
            LatencyBench.run(server, times, this::print);
        }
        return 0;
    }

    @Command(
            name = "million",
            description = "Carries a million enrollments to the end; to be run with -Xmx256m.",
            mixinStandardHelpOptions = true)
    int million(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--subjects",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            converter = AtLeastOne.class,
                            description = "How many people; ${DEFAULT-VALUE} by default.")
                    int subjects)
            throws Exception {
        try (BenchServer server = database.open()) {
            DripBench.million(server, subjects, this::print);
        }
        return 0;
    }

    @Command(
            name = "run",
            description = {
                "Evaluates a whole audience in one run on PostgreSQL: nine checks, every candidate kept with its reasons, the"
                        + " eligible ones enrolled; beside one set-based statement and a loop with COPY that do the same."
                        + " Start it with java -Xmx256m to see that memory stays flat."
            },
            mixinStandardHelpOptions = true)
    int runs(
            @Option(
                            names = "--url",
                            paramLabel = "JDBC",
                            description = "A PostgreSQL of your own, with user and password in the URL.")
                    Optional<String> url,
            @Option(
                            names = "--subjects",
                            paramLabel = "N",
                            defaultValue = "100000",
                            converter = AtLeastOne.class,
                            description = "How many candidates; ${DEFAULT-VALUE} by default.")
                    int subjects,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "3",
                            converter = AtLeastOne.class,
                            description = "How many times; ${DEFAULT-VALUE} by default.")
                    int rounds)
            throws Exception {
        try (BenchServer server = BenchServer.open(BenchServer.Kind.POSTGRESQL, url)) {
            RunBench.run(server, subjects, rounds, this::print);
        }
        return 0;
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    @Command(
            name = "eligibility",
            description = "JMH: the nine checks of one candidate, and where the time goes.",
            mixinStandardHelpOptions = true)
    int eligibility() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(EligibilityBenchmark.class.getSimpleName())
                        .build())
                .run();
        return 0;
    }
}
