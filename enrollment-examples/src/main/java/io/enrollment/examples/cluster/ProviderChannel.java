package io.enrollment.examples.cluster;

import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Messages to the {@link Provider}, from one node. Thread-safe. */
final class ProviderChannel implements Channel {

    private static final Duration TO_SAY_HELLO = Duration.ofMinutes(1);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI provider;
    private final ProviderKind kind;
    private final String node;
    private final Duration timeout;

    ProviderChannel(URI provider, ProviderKind kind, String node, Duration timeout) {
        this.provider = provider;
        this.kind = kind;
        this.node = node;
        this.timeout = timeout;
    }

    /** Says that this node is at work; on a busy machine a process that has just begun may take its time for that. */
    void sayHello() throws IOException, InterruptedException {
        client.send(request("/nodes", "").timeout(TO_SAY_HELLO).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return kind.declaredWindow();
    }

    @Override
    public boolean freezesPayload() {
        return kind == ProviderKind.DEDUPE;
    }

    @Override
    public CompletionStage<Outcome> send(OutboundMessage message) {
        HttpRequest request = request("/messages", message.content().body())
                .header(Provider.KEY, message.key().value())
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(ProviderChannel::outcome)
                .exceptionally(ProviderChannel::failure);
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(provider.resolve(path))
                .timeout(timeout)
                .header(Provider.NODE, node)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static Outcome outcome(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case Provider.ACCEPTED -> new Outcome.Accepted(response.body());
            case Provider.CHANGED -> new Outcome.Rejected("CHANGED", "the provider knows the key with other words");
            default -> new Outcome.Unknown("the provider answered " + response.statusCode());
        };
    }

    private static Outcome failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ConnectException) {
            throw new NotHandedOffException("no connection to the provider", cause);
        }
        return new Outcome.Unknown("no answer: " + cause.getClass().getSimpleName());
    }
}
