package io.enrollment.examples.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Texts by HTTP to a provider that knows messages by their idempotency key. Thread-safe. */
public final class HttpTextChannel implements Channel {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final SharedSends sends = new SharedSends();
    private final URI endpoint;

    /** A channel to this endpoint. */
    public HttpTextChannel(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.TEXT;
    }

    @Override
    public CompletionStage<Outcome> send(OutboundMessage message) {
        return sends.send(message.key(), () -> post(message));
    }

    private CompletionStage<Outcome> post(OutboundMessage message) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", message.key().value())
                .POST(HttpRequest.BodyPublishers.ofString(json(message)))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpTextChannel::outcome)
                .exceptionally(HttpTextChannel::failure);
    }

    @Override
    public boolean canLookup() {
        return true;
    }

    @Override
    public Optional<Outcome.Accepted> lookup(IdempotencyKey key) {
        URI uri = URI.create(endpoint + "/" + URLEncoder.encode(key.value(), StandardCharsets.UTF_8));
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> Optional.of(new Outcome.Accepted(response.body()));
                case 404 -> Optional.empty();
                default -> throw new IllegalStateException("the provider answered " + response.statusCode());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the provider", e);
        }
    }

    private static Outcome outcome(HttpResponse<String> response) {
        int status = response.statusCode();
        String message = "the provider answered " + status;
        if (status / 100 == 2) {
            return new Outcome.Accepted(response.body());
        }
        return status == 429 || status == 503
                ? new Outcome.Failed("HTTP_" + status, message, Optional.empty())
                : status / 100 == 4 ? new Outcome.Rejected("HTTP_" + status, message) : new Outcome.Unknown(message);
    }

    private static Outcome failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            throw new NotHandedOffException("no connection to the provider", cause);
        }
        return new Outcome.Unknown(
                "no answer from the provider: " + cause.getClass().getSimpleName());
    }

    private static String json(OutboundMessage message) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("to", message.address());
            json.writeStringField("body", message.content().body());
            json.writeStringField("plan", message.plan().value());
            json.writeStringField("subject", message.subject().value());
            json.writeStringField("step", message.step().key().value());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
