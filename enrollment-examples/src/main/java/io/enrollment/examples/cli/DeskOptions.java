package io.enrollment.examples.cli;

import io.enrollment.enrollment.Command.By;
import io.enrollment.imports.Moments;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the commands that work on the database of the quickstart. */
final class DeskOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "enrollment-quickstart",
            description = "The folder of the quickstart, with its database (default: ./enrollment-quickstart).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--leads",
            paramLabel = "FILE",
            description = "The leads that the quickstart was given, if not those of the jar.")
    private Optional<Path> leads = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "What the clock shows, since the quickstart's is a virtual one (default: now).")
    private Optional<String> at = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "cli",
            description = "Who does it, for the log (default: cli).")
    private String by = "cli";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for the log.")
    private String reason = "";

    Path data() {
        return data;
    }

    Optional<Path> leads() {
        return leads;
    }

    By by() {
        if (by.isBlank()) {
            throw new RefusedException("--by: \"" + by + "\" is refused: must not be blank, since it goes to the log");
        }
        return new By(by, reason);
    }

    Instant now() {
        return at.map(text -> Moments.parse(text, ZoneOffset.UTC)
                        .orElseThrow(() -> new RefusedException("--at: \"" + text + "\" must " + Moments.RULE)))
                .orElseGet(Instant::now);
    }
}
