package io.enrollment.examples.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, as its parent sees it. */
final class NodeProcess {

    private static final int SECONDS_TO_END = 30;

    private final String name;
    private final Process process;

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a node; what it prints goes to a file in this folder. */
    static NodeProcess start(String name, String database, URI provider, ProviderKind kind, Path folder)
            throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx160m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.enrollment.examples.Main",
                "cluster-node",
                "--name",
                name,
                "--database-url",
                database,
                "--provider-uri",
                provider.toString(),
                "--provider",
                kind.name());
        return new NodeProcess(
                name,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".txt").toFile())
                        .start());
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Kills it as the operating system does (SIGKILL: no handler runs, nothing is flushed), and waits until it is dead.
     *
     * @return whether it was this that ended it
     */
    boolean kill() throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-9", String.valueOf(process.pid())).start();
        boolean delivered = kill.waitFor() == 0;
        return process.waitFor() != 0 && delivered;
    }

    /** Lets it finish what is under way; whether it ended well and in time. */
    boolean end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        boolean ended = process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        if (!ended) {
            kill();
        }
        return ended && process.exitValue() == 0;
    }
}
