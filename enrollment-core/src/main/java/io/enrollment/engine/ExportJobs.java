package io.enrollment.engine;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.spi.Channel;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.ExportedFile;
import io.enrollment.spi.IdSource;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.NotificationSink;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The exports of this engine that run in the background, one after the other. They live as long as the engine does: one that
 * a crash interrupts is asked for again. Thread-safe.
 */
final class ExportJobs implements AutoCloseable {

    /** How many exports that are over are remembered. */
    private static final int REMEMBERED = 100;

    private final World world;
    private final Exporter exporter;
    private final Optional<NotificationSink> sink;
    private final Optional<Channel> mail;
    private final InstantSource clock;
    private final IdSource ids;
    private final Retries retries;
    private final ScheduledThreadPoolExecutor worker;
    private final Map<String, ExportJob> jobs = new ConcurrentHashMap<>();

    /**
     * How deliveries are tried again.
     *
     * @param tries how many times in all
     * @param first the pause after the first try; it doubles from then on
     * @param sendTimeout how long a mail may take
     */
    record Retries(int tries, Duration first, Duration sendTimeout) {}

    ExportJobs(
            World world,
            Optional<NotificationSink> sink,
            Optional<Channel> mail,
            InstantSource clock,
            IdSource ids,
            Retries retries) {
        this.world = world;
        this.exporter = new Exporter(world);
        this.sink = sink;
        this.mail = mail;
        this.clock = clock;
        this.ids = ids;
        this.retries = retries;
        this.worker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "enrollment-export");
            thread.setDaemon(true);
            return thread;
        });
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    Exporter exporter() {
        return exporter;
    }

    Instant now() {
        return clock.instant();
    }

    int tries() {
        return retries.tries();
    }

    ExportStatus start(ExportRequest request, EnrollmentQuery query, long expected) {
        if (sink.isEmpty()) {
            throw new IllegalArgumentException("exports in the background need a notification sink");
        }
        if (request.mailTo().isPresent() && mail.isEmpty()) {
            throw new IllegalArgumentException("telling the requester by mail needs an email channel");
        }
        forgetOld();
        String id = ids.next();
        ExportJob job = new ExportJob(id, request, query, this, expected);
        jobs.put(id, job);
        worker.execute(job::run);
        return job.status();
    }

    private void forgetOld() {
        List<Map.Entry<String, ExportJob>> over = jobs.entrySet().stream()
                .filter(job -> job.getValue().status().isOver())
                .sorted(Comparator.comparing(job -> job.getValue().status().startedAt()))
                .toList();
        over.subList(0, Math.max(0, over.size() - REMEMBERED)).forEach(job -> {
            job.getValue().discard();
            jobs.remove(job.getKey());
        });
    }

    List<ExportStatus> of(OrganizationId organization) {
        return jobs.values().stream()
                .filter(job -> job.query().organization().equals(organization))
                .map(ExportJob::status)
                .sorted(Comparator.comparing(ExportStatus::startedAt)
                        .thenComparing(ExportStatus::id)
                        .reversed())
                .toList();
    }

    ExportJob find(OrganizationId organization, String id) {
        return Optional.ofNullable(jobs.get(id))
                .filter(job -> job.query().organization().equals(organization))
                .orElseThrow(() -> new NotFoundException("there is no export " + id));
    }

    void later(int attempts, Runnable task) {
        long pause = retries.first().toMillis() << Math.min(attempts - 1, 16);
        ScheduledFuture<?> unused = worker.schedule(task, pause, TimeUnit.MILLISECONDS);
    }

    void soon(Runnable task) {
        worker.execute(task);
    }

    /** Gives a file to the sink, then tells the requester; both recognize a repetition by the id. */
    String deliver(ExportedFile file, ExportRequest request) throws IOException {
        String reference = sink.orElseThrow().deliver(file);
        if (request.mailTo().isPresent()) {
            tell(request, request.mailTo().get(), file, reference);
        }
        return reference;
    }

    private void tell(ExportRequest request, String address, ExportedFile file, String reference) throws IOException {
        Outcome outcome;
        try {
            outcome = mail.orElseThrow()
                    .send(message(request, address, file, reference))
                    .toCompletableFuture()
                    .get(retries.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
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

    private OutboundMessage message(ExportRequest request, String address, ExportedFile file, String reference) {
        StepKey key = StepKey.of("export");
        EnrollmentId id = EnrollmentId.of("export-" + file.id());
        Step.Email step = new Step.Email(key, StepSettings.builder().build(), MessageSettings.of("export"));
        String body = "Your export of " + file.rows() + " enrollments of plan " + request.plan() + " is ready:\n\n"
                + reference + "\n";
        return new OutboundMessage(
                IdempotencyKey.of(id, key, 1),
                world.organization(file.organization()),
                request.plan(),
                id,
                SubjectId.of(request.requester()),
                step,
                address,
                new RenderedMessage(Optional.of("Your export is ready"), body, Map.of()));
    }

    /** Ends what runs; what is written and not delivered is deleted. */
    @Override
    public void close() {
        jobs.values().forEach(ExportJob::cancel);
        worker.shutdownNow();
        jobs.values().forEach(ExportJob::discard);
    }
}
