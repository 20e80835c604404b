package io.enrollment.examples.killtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node that carries out runs, in a process of its own. */
final class RunVictim {

    private final String name;
    private final Process process;

    private RunVictim(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a node; what it prints goes to a file in this folder. */
    static RunVictim start(String name, String database, Path folder) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.enrollment.examples.Main",
                "run-node",
                "--name",
                name,
                "--database-url",
                database);
        return new RunVictim(
                name,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".txt").toFile())
                        .start());
    }

    String name() {
        return name;
    }

    /** Waits so many milliseconds, or until it has died. */
    void wait(int millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Kills it (SIGKILL: no handler runs, nothing is flushed).
     *
     * @return whether it was killed, and had not ended before
     */
    boolean kill() throws InterruptedException {
        boolean alive = process.isAlive();
        process.destroyForcibly().waitFor();
        return alive && process.exitValue() != 0;
    }

    /** Ends it, whatever it does. */
    void end() {
        process.destroyForcibly();
    }
}
