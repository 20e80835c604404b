package io.enrollment.examples.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider of messages behind HTTP on this machine, which outlives the nodes and writes every hand-off down: {@code POST
 * /messages} with {@code Idempotency-Key} and {@code X-Node}. It takes its time before it records a message and again before
 * it answers. {@code POST /nodes} says that a node is at work. Thread-safe.
 */
final class Provider implements AutoCloseable {

    static final String KEY = "Idempotency-Key";
    static final String NODE = "X-Node";

    static final int ACCEPTED = 202;
    /** The answer to a key that is recognized, but came with other words. */
    static final int CHANGED = 409;

    private static final long LONGEST_DELAY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int THREADS = 64;

    private final HttpServer server;
    private final ProviderKind kind;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private final Map<String, Receipt> first = new ConcurrentHashMap<>();
    private final Map<String, Trap> traps = new ConcurrentHashMap<>();
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();

    private Provider(HttpServer server, ProviderKind kind) {
        this.server = server;
        this.kind = kind;
    }

    static Provider start(ProviderKind kind) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Provider provider = new Provider(server, kind);
        server.createContext("/messages", provider::message);
        server.createContext("/nodes", provider::node);
        server.setExecutor(provider.threads);
        server.start();
        return provider;
    }

    URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** Everything that was handed off so far, in about that order. */
    List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** Whether a node said that it is at work. */
    boolean knows(String node) {
        return nodes.contains(node);
    }

    /** Sets a trap for a node. */
    void set(String node, Trap trap) {
        traps.put(node, trap);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void message(HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = header(exchange, KEY);
            String node = header(exchange, NODE);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            delay();
            Receipt receipt = receipt(key, node, body);
            receipts.add(receipt);
            Optional<Trap> trap = Optional.ofNullable(traps.get(node));
            if (trap.isPresent()) {
                trap.get().onReceipt(key);
            }
            delay();
            boolean changed = receipt.recognized()
                    && !first.getOrDefault(key, receipt).body().equals(body);
            answer(exchange, changed ? CHANGED : ACCEPTED, "accepted-" + key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void node(HttpExchange exchange) throws IOException {
        try (exchange) {
            nodes.add(header(exchange, NODE));
            answer(exchange, ACCEPTED, "hello");
        }
    }

    private Receipt receipt(String key, String node, String body) {
        Receipt fresh = new Receipt(key, node, body, System.nanoTime(), false);
        Receipt known = first.putIfAbsent(key, fresh);
        if (known == null) {
            return fresh;
        }
        boolean recognized = fresh.nanos() - known.nanos() < kind.window().toNanos();
        return new Receipt(key, node, body, fresh.nanos(), recognized);
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static void delay() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_DELAY));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
