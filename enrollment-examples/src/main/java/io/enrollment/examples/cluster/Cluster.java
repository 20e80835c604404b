package io.enrollment.examples.cluster;

import io.enrollment.examples.database.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The processes of a cluster: as many as there are to be, each in the place of the one that died. Not thread-safe. */
final class Cluster {

    private static final Duration TO_START = Duration.ofSeconds(60);

    private final PostgresServer server;
    private final Provider provider;
    private final ProviderKind kind;
    private final Path folder;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private int started;

    Cluster(PostgresServer server, Provider provider, ProviderKind kind, Path folder) {
        this.server = server;
        this.provider = provider;
        this.kind = kind;
        this.folder = folder;
    }

    /** Starts one more. */
    void grow() throws IOException {
        String name = "node-" + ++started;
        URI uri = provider.uri();
        nodes.add(NodeProcess.start(name, server.url(name), uri, kind, folder));
    }

    /** One of those that are at work; waits until there is one. */
    NodeProcess any(Random random) throws IOException {
        if (!Waiting.until(this::isAnyReady, TO_START)) {
            throw new IOException("no node came up; what they printed is in " + folder);
        }
        List<NodeProcess> ready =
                nodes.stream().filter(node -> provider.knows(node.name())).toList();
        return ready.get(random.nextInt(ready.size()));
    }

    /** Waits until all are at work. */
    void awaitAll() throws IOException {
        if (!Waiting.until(() -> nodes.stream().allMatch(node -> provider.knows(node.name())), TO_START)) {
            throw new IOException("not every node came up; what they printed is in " + folder);
        }
    }

    /** Kills one, which then belongs to the cluster no more. */
    void kill(NodeProcess node) throws IOException, InterruptedException {
        if (!node.kill()) {
            throw new IOException(node.name() + " ended before it was killed; what it printed is in " + folder);
        }
        nodes.remove(node);
    }

    /** Ends all of them; the names of those that did not end well. */
    List<String> end() throws IOException, InterruptedException {
        List<String> bad = new ArrayList<>();
        for (NodeProcess node : nodes) {
            if (!node.end()) {
                bad.add(node.name());
            }
        }
        nodes.clear();
        return bad;
    }

    /** Ends whatever is still there after a failure. */
    void abandon() throws IOException, InterruptedException {
        for (NodeProcess node : nodes) {
            if (node.isAlive()) {
                node.kill();
            }
        }
        nodes.clear();
    }

    private boolean isAnyReady() {
        return nodes.stream().anyMatch(node -> provider.knows(node.name()));
    }
}
