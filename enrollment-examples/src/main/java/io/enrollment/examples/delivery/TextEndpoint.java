package io.enrollment.examples.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.enrollment.enrollment.IdempotencyKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A provider of text messages within the process, on a free port of this machine. {@code POST /messages} with the header
 * {@code Idempotency-Key} accepts a message into the drop; {@code GET /messages/KEY} tells whether it was accepted.
 */
public final class TextEndpoint implements AutoCloseable {

    private static final String PATH = "/messages";
    private static final int LONGEST_MESSAGE = 64 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Drop drop;

    private TextEndpoint(HttpServer server, Drop drop) {
        this.server = server;
        this.drop = drop;
    }

    /** An endpoint at work. */
    public static TextEndpoint start(Drop drop) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TextEndpoint endpoint = new TextEndpoint(server, drop);
        server.createContext(PATH, endpoint::answer);
        server.setExecutor(endpoint.threads);
        server.start();
        return endpoint;
    }

    /** Where messages are posted to. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + PATH);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "POST" -> accept(exchange);
                case "GET" -> tell(exchange);
                default -> reply(exchange, 405, "");
            }
        }
    }

    private void accept(HttpExchange exchange) throws IOException {
        Optional<IdempotencyKey> key = key(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        byte[] message = exchange.getRequestBody().readNBytes(LONGEST_MESSAGE + 1);
        if (key.isEmpty() || message.length > LONGEST_MESSAGE) {
            reply(exchange, key.isEmpty() ? 400 : 413, "");
            return;
        }
        try {
            reply(exchange, 202, drop.accept(key.get(), message).getFileName().toString());
        } catch (UncheckedIOException e) {
            reply(exchange, 500, "");
        }
    }

    private void tell(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String name = path.length() > PATH.length() ? path.substring(PATH.length() + 1) : "";
        Optional<String> known = key(URLDecoder.decode(name, StandardCharsets.UTF_8))
                .flatMap(drop::find)
                .map(file -> file.getFileName().toString());
        reply(exchange, known.isPresent() ? 200 : 404, known.orElse(""));
    }

    private static Optional<IdempotencyKey> key(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(IdempotencyKey::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
