package io.enrollment.engine;

import io.enrollment.report.ExportRequest;
import io.enrollment.report.ExportStatus;
import io.enrollment.report.PlanCounts;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.ExportStore;
import io.enrollment.spi.IdSource;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/**
 * Lists of enrollments of one organization as files, of any size, with little memory. Thread-safe.
 *
 * <p>Those in the background are stored: any engine with a sink takes up what is due, a node's that died too, once its lease
 * has run out. Its file died with it, so the export is written anew, with the enrollments as they are then, under the same
 * id; when the sink had it already, as far as was stored, only the requester is told. One whose writers keep dying fails
 * after {@link EngineSettings#exportTries()}.
 */
public final class Exports {

    private static final int TRIES = 10;

    private final OrganizationId organization;
    private final World world;
    private final ExportPool pool;
    private final IdSource ids;
    private final InstantSource clock;

    Exports(OrganizationId organization, World world, ExportPool pool, IdSource ids, InstantSource clock) {
        this.organization = organization;
        this.world = world;
        this.pool = pool;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins an export in the background, on any engine that has started, or when {@link EnrollmentEngine#workExports()} is
     * called; the file goes to that engine's notification sink, and the requester is told by mail when an address is given. A
     * delivery that fails is tried again, and shown. Within a transaction of the host it begins when that is committed.
     *
     * @throws NotFoundException if there is no such plan
     * @throws IllegalArgumentException if the engine has no sink, or no email channel for the mail that is wanted
     */
    public ExportStatus start(ExportRequest request) {
        world.newest(organization, request.plan());
        pool.delivery().check(request);
        ExportStatus asked = ExportCourse.asked(ids.next(), organization, request, expected(request), clock.instant());
        ExportStatus stored = Retrying.whileEffectUnknown(() -> store().create(asked));
        wakeUp();
        return stored;
    }

    /**
     * Writes an export to a stream, in the calling thread; the stream is flushed, not closed. Nothing of it is stored.
     *
     * @param goOn told now and then how many rows are written; false ends it with a CancellationException
     * @return how many rows were written
     * @throws NotFoundException if there is no such plan
     * @throws IOException if the stream cannot be written to
     */
    public long write(ExportRequest request, OutputStream out, LongPredicate goOn) throws IOException {
        world.newest(organization, request.plan());
        ExportStatus asked = ExportCourse.asked("now", organization, request, 0, clock.instant());
        return new Exporter(world).write(ExportWorker.query(asked), request.format(), out, goOn);
    }

    /** How many rows an export will have, as far as that is known beforehand: removed ones are not counted. */
    public long expected(ExportRequest request) {
        PlanCounts counts = world.store().reader().counts(organization, request.plan());
        return counts.byStatus().entrySet().stream()
                .filter(count ->
                        request.statuses().isEmpty() || request.statuses().contains(count.getKey()))
                .mapToLong(count -> count.getValue())
                .sum();
    }

    /**
     * How far an export is, whatever node works on it.
     *
     * @throws NotFoundException if there is none with this id; {@link Enrollments#purge} forgets old ones
     */
    public ExportStatus status(String id) {
        return store().find(organization, id).orElseThrow(() -> new NotFoundException("there is no export " + id));
    }

    /** The exports in the background, newest first. */
    public Page<ExportStatus> list(PageRequest page) {
        return store().list(organization, page);
    }

    /** Ends an export that is not over; its file is deleted. What the sink has taken already stays there. */
    public ExportStatus cancel(String id) {
        Instant now = clock.instant();
        return change(id, export -> export.isOver() ? export : ExportCourse.canceled(export, now));
    }

    /**
     * Takes an export up again that has failed for good; others stay as they are. What the sink does not have yet is written
     * anew, with the enrollments as they are now.
     */
    public ExportStatus retry(String id) {
        Instant now = clock.instant();
        ExportStatus after = change(
                id,
                export -> export.state() == ExportStatus.State.FAILED ? ExportCourse.reopened(export, now) : export);
        wakeUp();
        return after;
    }

    /** Changes it as it is; whoever works on it may store something in between. */
    private ExportStatus change(String id, UnaryOperator<ExportStatus> change) {
        for (int left = TRIES; left > 0; left--) {
            ExportStatus before = status(id);
            ExportStatus after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            ApplyOutcome outcome = Retrying.whileEffectUnknown(() -> store().change(before, after));
            if (outcome == ApplyOutcome.APPLIED || outcome == ApplyOutcome.ALREADY_APPLIED) {
                return after;
            }
        }
        throw new IllegalStateException("export " + id + " changed " + TRIES + " times in between");
    }

    private ExportStore store() {
        return world.store().exports();
    }

    private void wakeUp() {
        if (!world.store().inHostTransaction()) {
            pool.wakeUp();
        }
    }
}
