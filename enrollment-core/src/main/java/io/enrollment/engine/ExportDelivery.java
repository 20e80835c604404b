package io.enrollment.engine;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.report.ExportRequest;
import io.enrollment.report.ExportStatus;
import io.enrollment.spi.Channel;
import io.enrollment.spi.ExportedFile;
import io.enrollment.spi.NotificationSink;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ways out of an export: to the sink, and by mail to the requester. Both recognize a repetition by the export's id. */
final class ExportDelivery {

    private final World world;
    private final Optional<NotificationSink> sink;
    private final Optional<Channel> mail;
    private final Duration sendTimeout;

    ExportDelivery(World world, Optional<NotificationSink> sink, Optional<Channel> mail, Duration sendTimeout) {
        this.world = world;
        this.sink = sink;
        this.mail = mail;
        this.sendTimeout = sendTimeout;
    }

    boolean hasSink() {
        return sink.isPresent();
    }

    /**
     * Refuses what could not be delivered.
     *
     * @throws IllegalArgumentException if there is no sink, or no email channel for the mail that is wanted
     */
    void check(ExportRequest request) {
        if (sink.isEmpty()) {
            throw new IllegalArgumentException("exports in the background need a notification sink");
        }
        if (request.mailTo().isPresent() && mail.isEmpty()) {
            throw new IllegalArgumentException("telling the requester by mail needs an email channel");
        }
    }

    /** Gives a file to the sink, which says where it is. */
    String place(ExportStatus export, Path content) throws IOException {
        String name = "enrollments-" + export.id() + export.request().format().extension();
        return sink.orElseThrow()
                .deliver(new ExportedFile(
                        export.id(),
                        export.organization(),
                        name,
                        export.request().format(),
                        export.rows(),
                        () -> Files.newInputStream(content)));
    }

    /** Tells the requester where it is, if that is wanted. */
    void tell(ExportStatus export) throws IOException {
        Optional<String> address = export.request().mailTo();
        if (address.isPresent()) {
            send(message(export, address.get()));
        }
    }

    private void send(OutboundMessage message) throws IOException {
        Channel channel = mail.orElseThrow(() -> new IOException("this engine has no email channel"));
        Outcome outcome;
        try {
            outcome = channel.send(message).toCompletableFuture().get(sendTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the mail to the requester was interrupted", e);
        } catch (ExecutionException | CompletionException | TimeoutException e) {
            throw new IOException("the mail to the requester failed", e);
        }
        if (!(outcome instanceof Outcome.Accepted)) {
            throw new IOException("the mail to the requester was not taken: " + outcome);
        }
    }

    private OutboundMessage message(ExportStatus export, String address) {
        ExportRequest request = export.request();
        StepKey key = StepKey.of("export");
        EnrollmentId id = EnrollmentId.of("export-" + export.id());
        Step.Email step = new Step.Email(key, StepSettings.builder().build(), MessageSettings.of("export"));
        String body = "Your export of " + export.rows() + " enrollments of plan " + request.plan() + " is ready:\n\n"
                + export.reference().orElseThrow() + "\n";
        return new OutboundMessage(
                IdempotencyKey.of(id, key, 1),
                world.organization(export.organization()),
                request.plan(),
                id,
                SubjectId.of(request.requester()),
                step,
                address,
                new RenderedMessage(Optional.of("Your export is ready"), body, Map.of()));
    }
}
