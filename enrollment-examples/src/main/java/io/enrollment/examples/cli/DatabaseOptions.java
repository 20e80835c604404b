package io.enrollment.examples.cli;

import io.enrollment.examples.bench.BenchServer;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which database a benchmark runs on. */
final class DatabaseOptions {

    @Option(
            names = "--database",
            paramLabel = "NAME",
            defaultValue = "postgresql",
            description = "postgresql (default), mariadb or h2. PostgreSQL is started from this jar on Linux, x86-64;"
                    + " elsewhere it needs --url.")
    private String database = "postgresql";

    @Option(
            names = "--url",
            paramLabel = "JDBC",
            description = "A server of your own, with user and password in the URL. Tables whose names begin with"
                    + " bench_, hand_ or limit_ are dropped there.")
    private Optional<String> url = Optional.empty();

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    DatabaseOptions() {}

    BenchServer open() {
        BenchServer.Kind kind = Arrays.stream(BenchServer.Kind.values())
                .filter(known -> known.name().equalsIgnoreCase(database))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--database: \"" + database + "\" must be postgresql, mariadb or h2"));
        try {
            return BenchServer.open(kind, url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--database " + database + ": " + e.getMessage(), e);
        }
    }
}
