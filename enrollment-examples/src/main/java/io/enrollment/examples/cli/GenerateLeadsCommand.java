package io.enrollment.examples.cli;

import io.enrollment.examples.leads.LeadFiles;
import io.enrollment.examples.leads.LeadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes lists of leads with the flaws of real ones. */
@Command(
        name = "generate-leads",
        description = {
            "Writes leads.csv, consents.csv and history.csv: leads that look real, with the flaws of real lists:"
                    + " missing, malformed and bounced addresses, landlines, duplicates, opt-outs, leads with and"
                    + " without consent, deleted records, people enrolled elsewhere last week.",
            "The same count, seed and day give the same files, byte for byte. Nobody real is in them: addresses lie in"
                    + " reserved domains, numbers in ranges kept for fiction."
        },
        mixinStandardHelpOptions = true)
final class GenerateLeadsCommand implements Callable<Integer> {

    @Option(names = "--count", defaultValue = "1000", description = "How many leads, 1 to 1000000 (default: 1000).")
    private int count;

    @Option(names = "--seed", defaultValue = "42", description = "What the chance begins with (default: 42).")
    private long seed;

    @Option(
            names = "--day",
            defaultValue = "2026-03-02",
            description = "The day that “last week” is counted from (default: 2026-03-02).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private LocalDate day;

    @Option(names = "--out", defaultValue = ".", description = "The folder to write into (default: this one).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--force", description = "Replaces files that are there already.")
    private boolean force;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || count > 1_000_000) {
            throw new ParameterException(spec.commandLine(), "--count: must be 1 to 1000000");
        }
        refuseToReplace();
        new LeadGenerator(count, seed, day)
                .generate()
                .write(out)
                .forEach(file -> spec.commandLine().getOut().println(file));
        return 0;
    }

    private void refuseToReplace() {
        List<Path> there = List.of(LeadFiles.LEADS, LeadFiles.CONSENTS, LeadFiles.HISTORY).stream()
                .map(out::resolve)
                .filter(Files::exists)
                .toList();
        if (!force && !there.isEmpty()) {
            throw new RefusedException(there.get(0) + " exists; --force replaces it");
        }
    }
}
