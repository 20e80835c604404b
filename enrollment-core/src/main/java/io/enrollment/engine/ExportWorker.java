package io.enrollment.engine;

import io.enrollment.report.ExportRequest;
import io.enrollment.report.ExportStatus;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.ExportClaim;
import io.enrollment.spi.ExportLease;
import io.enrollment.spi.ExportStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries exports out, one at a time. An export belongs to whoever holds its lease; a file that could not be delivered stays
 * here, with the lease, until it is tried again. What this node loses in a crash another one writes anew. Thread-safe.
 */
final class ExportWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ExportWorker.class);
    private static final int LEASE_FRACTION = 3;
    private static final int MOST_DOUBLINGS = 16;

    private final World world;
    private final ExportDelivery delivery;
    private final EngineSettings settings;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor keeper;
    private final ReentrantLock working = new ReentrantLock();
    private final List<ExportSession> waiting = new CopyOnWriteArrayList<>();

    ExportWorker(World world, ExportDelivery delivery, EngineSettings settings, InstantSource clock) {
        this.world = world;
        this.delivery = delivery;
        this.settings = settings;
        this.clock = clock;
        this.keeper = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "enrollment-" + settings.node() + "-export-lease");
            thread.setDaemon(true);
            return thread;
        });
        keeper.setKeepAliveTime(settings.pollInterval().toMillis() + 1, TimeUnit.MILLISECONDS);
        keeper.allowCoreThreadTimeOut(true);
        keeper.setRemoveOnCancelPolicy(true);
    }

    ExportDelivery delivery() {
        return delivery;
    }

    EngineSettings settings() {
        return settings;
    }

    Instant now() {
        return clock.instant();
    }

    ExportStore store() {
        return world.store().exports();
    }

    Exporter exporter() {
        return new Exporter(world);
    }

    /** What is read for an export. */
    static EnrollmentQuery query(ExportStatus export) {
        ExportRequest request = export.request();
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        return query.organization(export.organization())
                .plan(request.plan())
                .statuses(request.statuses())
                .includeRemoved(request.includeRemoved())
                .build();
    }

    /** Carries out one export that is due, as far as it goes now. Returns whether there was one. */
    boolean workOnce(StopSignal stop) {
        if (!delivery.hasSink()) {
            return false;
        }
        working.lock();
        try {
            Optional<ExportSession> next = waitingAndDue().or(this::claimed);
            next.ifPresent(session -> work(session, stop));
            return next.isPresent();
        } finally {
            working.unlock();
        }
    }

    private void work(ExportSession session, StopSignal stop) {
        if (session.work(stop)) {
            waiting.add(session);
        }
    }

    private Optional<ExportSession> waitingAndDue() {
        Instant now = now();
        Optional<ExportSession> due = waiting.stream()
                .filter(session -> !session.dueAt().isAfter(now))
                .findFirst();
        due.ifPresent(waiting::remove);
        return due;
    }

    private Optional<ExportSession> claimed() {
        ClaimRequest request =
                new ClaimRequest(settings.node(), UUID.randomUUID().toString(), 1, now(), settings.lease());
        Optional<ExportClaim> claim = Retrying.whileEffectUnknown(() -> store().claim(request));
        return claim.map(one -> new ExportSession(this, one));
    }

    /** When the first of those that wait here with their file is due. */
    Optional<Instant> nextDue() {
        return waiting.stream().map(ExportSession::dueAt).min(Instant::compareTo);
    }

    /** Keeps a lease alive as long as the returned task is not canceled. */
    ScheduledFuture<?> keeping(ExportLease lease) {
        long pause = settings.lease().dividedBy(LEASE_FRACTION).toMillis();
        return keeper.scheduleWithFixedDelay(() -> prolong(lease), pause, pause, TimeUnit.MILLISECONDS);
    }

    /** One failure is no reason not to try the next time, in which the lease may still hold. */
    private void prolong(ExportLease lease) {
        try {
            store().prolong(lease, settings.lease());
        } catch (RuntimeException e) {
            LOG.info("the lease of export {} was not prolonged: {}", lease.export(), e.toString());
        }
    }

    /** The pause after so many tries that failed. */
    Duration pause(int tries) {
        return settings.exportRetry().multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
    }

    /** Gives back what waits here; a delivery that does not end is not waited for, its lease runs out. */
    void close() {
        if (working.tryLock()) {
            try {
                waiting.forEach(ExportSession::giveBack);
                waiting.clear();
            } finally {
                working.unlock();
            }
        } else {
            LOG.warn("an export is still being delivered; its lease runs out");
        }
        keeper.shutdownNow();
    }
}
