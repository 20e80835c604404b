package io.enrollment.engine;

import io.enrollment.report.ExportStatus;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.ExportClaim;
import io.enrollment.spi.ExportLease;
import io.enrollment.spi.StoreUnavailableException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of one node on one export under one lease: first everything is written to a temporary file, then that is given to
 * the sink, then the requester is told. Each of these is stored when it is done, and not done again. Not thread-safe.
 */
final class ExportSession {

    private static final Logger LOG = LoggerFactory.getLogger(ExportSession.class);
    private static final long TELL_EVERY = TimeUnit.SECONDS.toNanos(1);

    /** Somebody else has the export now. */
    private static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final ExportWorker worker;
    private final ExportLease lease;
    private ExportStatus export;
    private Optional<Path> file = Optional.empty();
    private long toldAt = System.nanoTime();

    ExportSession(ExportWorker worker, ExportClaim claim) {
        this.worker = worker;
        this.lease = claim.lease();
        this.export = claim.export();
    }

    Instant dueAt() {
        return export.dueAt();
    }

    /** Goes on as far as it can now. Returns whether the file waits here for the delivery to be tried again. */
    boolean work(StopSignal stop) {
        boolean waits = false;
        ScheduledFuture<?> kept = worker.keeping(lease);
        try {
            if (export.reference().isPresent() || file.isPresent() || write(stop)) {
                waits = deliver();
            }
        } catch (LostException lost) {
            LOG.info("export {} was canceled, or is another node's now", export.id());
        } finally {
            kept.cancel(false);
            if (!waits) {
                discard();
            }
        }
        return waits;
    }

    /** Writes the file; whether it is there. */
    private boolean write(StopSignal stop) {
        if (export.writings() >= worker.settings().exportTries()) {
            fail("it was begun " + export.writings() + " times, and broke off each time");
            return false;
        }
        settle(ExportCourse.begun(export));
        try {
            long rows = write(Files.createTempFile("enrollment-export-", ".tmp"), stop);
            settle(ExportCourse.written(export, rows));
            return true;
        } catch (LostException lost) {
            throw lost;
        } catch (CancellationException stopped) {
            settle(ExportCourse.laidDown(export));
            worker.store().release(lease);
        } catch (IOException | RuntimeException e) {
            tryLater("it could not be written: " + e.getMessage(), e, export.writings());
            worker.store().release(lease);
        }
        return false;
    }

    private long write(Path path, StopSignal stop) throws IOException {
        file = Optional.of(path);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            return worker.exporter()
                    .write(ExportWorker.query(export), export.request().format(), out, rows -> goOn(rows, stop));
        }
    }

    /** Says now and then how far it is, and learns so when somebody canceled it. */
    private boolean goOn(long rows, StopSignal stop) {
        if (System.nanoTime() - toldAt >= TELL_EVERY) {
            settle(ExportCourse.written(export, rows));
            toldAt = System.nanoTime();
        }
        return !stop.isRaised();
    }

    /** Tries to deliver; whether the file waits here to be delivered later. */
    private boolean deliver() {
        settle(ExportCourse.delivering(export));
        try {
            if (export.reference().isEmpty()) {
                settle(ExportCourse.placed(export, worker.delivery().place(export, file.orElseThrow())));
            }
            worker.delivery().tell(export);
            settle(ExportCourse.delivered(export, worker.now()));
            return false;
        } catch (LostException | StoreUnavailableException gone) {
            throw gone;
        } catch (IOException | RuntimeException e) {
            tryLater("it could not be delivered: " + e.getMessage(), e, export.attempts());
            return !export.isOver();
        }
    }

    private void tryLater(String problem, Exception cause, int tries) {
        if (tries >= worker.settings().exportTries()) {
            LOG.warn("export {} failed", export.id(), cause);
            fail(problem);
            return;
        }
        LOG.info("export {} is tried again later: {}", export.id(), cause.toString());
        Duration pause = worker.pause(tries);
        settle(
                ExportCourse.later(export, problem, worker.now().plus(pause)),
                pause.plus(worker.settings().lease()));
    }

    private void fail(String problem) {
        settle(ExportCourse.failed(export, problem, worker.now()));
    }

    private void settle(ExportStatus after) {
        settle(after, worker.settings().lease());
    }

    private void settle(ExportStatus after, Duration prolong) {
        ApplyOutcome outcome = Retrying.whileEffectUnknown(() -> worker.store().settle(lease, after, prolong));
        if (outcome != ApplyOutcome.APPLIED && outcome != ApplyOutcome.ALREADY_APPLIED) {
            throw new LostException();
        }
        export = after;
    }

    /** Leaves the rest to whoever claims it next. */
    void giveBack() {
        discard();
        try {
            worker.store().release(lease);
        } catch (StoreUnavailableException unavailable) {
            LOG.info("export {} could not be given back; its lease runs out", export.id());
        }
    }

    private void discard() {
        file.ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn("the file of export {} could not be deleted: {}", export.id(), path);
            }
        });
        file = Optional.empty();
    }
}
