package io.enrollment.engine;

import io.enrollment.report.ExportFormat;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.ExportedFile;
import io.enrollment.spi.StoreUnavailableException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One export in the background: first everything is written to a temporary file, then that is delivered, and delivered again
 * until it succeeds or the tries are used up. Its status may be read from any thread.
 */
final class ExportJob {

    private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

    private final String id;
    private final ExportRequest request;
    private final EnrollmentQuery query;
    private final ExportJobs jobs;
    private final long expected;
    private final Instant startedAt;

    private Optional<Path> file = Optional.empty();
    private ExportStatus.State state = ExportStatus.State.WRITING;
    private long rows;
    private int attempts;
    private Optional<String> problem = Optional.empty();
    private Optional<String> reference = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();

    ExportJob(String id, ExportRequest request, EnrollmentQuery query, ExportJobs jobs, long expected) {
        this.id = id;
        this.request = request;
        this.query = query;
        this.jobs = jobs;
        this.expected = expected;
        this.startedAt = jobs.now();
    }

    EnrollmentQuery query() {
        return query;
    }

    synchronized ExportStatus status() {
        return new ExportStatus(id, request, state, rows, expected, attempts, problem, reference, startedAt, endedAt);
    }

    /** Writes the file, then delivers it. */
    void run() {
        try {
            Path written =
                    Files.createTempFile("enrollment-export-", request.format().extension());
            remember(written);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(written))) {
                jobs.exporter().write(query, request.format(), out, this::goOn);
            }
            if (written()) {
                deliver();
            }
        } catch (CancellationException canceled) {
            over(ExportStatus.State.CANCELED);
        } catch (IOException | StoreUnavailableException | UncheckedIOException e) {
            failed("it could not be written: " + e.getMessage(), e);
        }
    }

    private synchronized void remember(Path written) {
        file = Optional.of(written);
    }

    private synchronized boolean goOn(long written) {
        rows = written;
        return state == ExportStatus.State.WRITING;
    }

    private synchronized boolean written() {
        if (state == ExportStatus.State.WRITING) {
            state = ExportStatus.State.DELIVERING;
            return true;
        }
        over(ExportStatus.State.CANCELED);
        return false;
    }

    /** Tries to deliver; what fails is tried again later, until the tries are used up. */
    void deliver() {
        Optional<ExportedFile> ready = ready();
        if (ready.isEmpty()) {
            return;
        }
        try {
            String place = jobs.deliver(ready.get(), request);
            delivered(place);
        } catch (IOException | RuntimeException e) {
            notDelivered(e);
        }
    }

    private synchronized Optional<ExportedFile> ready() {
        if (state != ExportStatus.State.DELIVERING || file.isEmpty()) {
            return Optional.empty();
        }
        attempts++;
        Path content = file.get();
        ExportFormat format = request.format();
        String name = "enrollments-" + id + format.extension();
        return Optional.of(
                new ExportedFile(id, query.organization(), name, format, rows, () -> Files.newInputStream(content)));
    }

    private synchronized void delivered(String place) {
        reference = Optional.of(place);
        problem = Optional.empty();
        over(ExportStatus.State.DELIVERED);
    }

    private void notDelivered(Exception e) {
        boolean again;
        synchronized (this) {
            problem = Optional.of("it could not be delivered: " + e.getMessage());
            again = state == ExportStatus.State.DELIVERING && attempts < jobs.tries();
        }
        if (again) {
            LOG.info("export {} is delivered again later: {}", id, e.toString());
            jobs.later(attempts, this::deliver);
        } else {
            failed("it could not be delivered: " + e.getMessage(), e);
        }
    }

    private synchronized void failed(String what, Exception cause) {
        if (status().isOver()) {
            return;
        }
        LOG.warn("export {} failed: {}", id, what, cause);
        problem = Optional.of(what);
        state = ExportStatus.State.FAILED;
        endedAt = Optional.of(jobs.now());
    }

    /** Begins the delivery of a failed one again; whether there is something to deliver. */
    synchronized boolean reopen() {
        boolean written = state == ExportStatus.State.FAILED && attempts > 0 && file.isPresent();
        if (written) {
            state = ExportStatus.State.DELIVERING;
            attempts = 0;
            endedAt = Optional.empty();
        }
        return written;
    }

    synchronized void cancel() {
        if (!status().isOver()) {
            over(ExportStatus.State.CANCELED);
        }
    }

    private synchronized void over(ExportStatus.State how) {
        state = how;
        endedAt = Optional.of(jobs.now());
        discard();
    }

    /** Deletes the file. */
    synchronized void discard() {
        file.ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn("the file of export {} could not be deleted: {}", id, path);
            }
        });
        file = Optional.empty();
    }
}
