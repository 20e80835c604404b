package io.enrollment.examples.cli;

import io.enrollment.examples.killtest.RunNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One process that carries out runs; {@link KillTestCommand} starts it. */
@Command(
        name = "run-node",
        hidden = true,
        description = "One process that carries out runs; works until its standard input ends.",
        mixinStandardHelpOptions = true)
final class RunNodeCommand implements Callable<Integer> {

    @Option(names = "--name", required = true, description = "Its name, different for every process there ever was.")
    private String name = "";

    @Option(names = "--database-url", required = true, paramLabel = "JDBC", description = "The database.")
    private String database = "";

    @Override
    public Integer call() throws IOException {
        RunNode.run(name, database, System.in);
        return 0;
    }
}
