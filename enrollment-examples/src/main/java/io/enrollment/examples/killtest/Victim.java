package io.enrollment.examples.killtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A quickstart in a process of its own. */
final class Victim {

    private static final int LOOK_AGAIN_MILLIS = 5;

    private final Process process;

    private Victim(Process process) {
        this.process = process;
    }

    /** Starts a quickstart on a folder; what it prints goes into the file {@code name} beside the folder. */
    static Victim start(Path data, Path lists, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.enrollment.examples.Main",
                "quickstart",
                "--data",
                data.toString(),
                "--leads",
                lists.resolve("leads.csv").toString(),
                "--consents",
                lists.resolve("consents.csv").toString(),
                "--history",
                lists.resolve("history.csv").toString(),
                "--lease",
                "PT1S"));
        command.addAll(more);
        Path printed = Files.createTempFile(lists, "printed", ".txt");
        return new Victim(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start());
    }

    /** Waits until it ends by itself; whether it came to the end of its plans. */
    boolean ends() throws InterruptedException {
        return process.waitFor() == 0;
    }

    /**
     * Kills it (SIGKILL: no handler runs, nothing is flushed) as soon as the time has come.
     *
     * @return whether it was killed, and had not ended before
     */
    boolean killWhen(BooleanSupplier time) throws InterruptedException {
        while (!time.getAsBoolean()) {
            if (process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        boolean alive = process.isAlive();
        process.destroyForcibly().waitFor();
        return alive && process.exitValue() != 0;
    }

    /** Ends it, whatever it does. */
    void end() {
        process.destroyForcibly();
    }
}
