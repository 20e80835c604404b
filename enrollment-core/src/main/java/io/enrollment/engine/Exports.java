package io.enrollment.engine;

import io.enrollment.report.PlanCounts;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.OrganizationId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongPredicate;

/** Lists of enrollments of one organization as files, of any size, with little memory. Thread-safe. */
public final class Exports {

    private final OrganizationId organization;
    private final World world;
    private final ExportJobs jobs;

    Exports(OrganizationId organization, World world, ExportJobs jobs) {
        this.organization = organization;
        this.world = world;
        this.jobs = jobs;
    }

    /**
     * Begins an export in the background; the file goes to the engine's notification sink, and the requester is told by mail
     * when an address is given. A delivery that fails is tried again, and shown.
     *
     * @throws NotFoundException if there is no such plan
     * @throws IllegalArgumentException if the engine has no sink, or no email channel for the mail that is wanted
     */
    public ExportStatus start(ExportRequest request) {
        world.newest(organization, request.plan());
        return jobs.start(request, query(request), expected(request));
    }

    /**
     * Writes an export to a stream, in the calling thread; the stream is flushed, not closed.
     *
     * @param goOn told now and then how many rows are written; false ends it with a CancellationException
     * @return how many rows were written
     * @throws NotFoundException if there is no such plan
     * @throws IOException if the stream cannot be written to
     */
    public long write(ExportRequest request, OutputStream out, LongPredicate goOn) throws IOException {
        world.newest(organization, request.plan());
        return jobs.exporter().write(query(request), request.format(), out, goOn);
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

    /** How far an export is. The engine remembers the last hundred of those that are over. */
    public ExportStatus status(String id) {
        return jobs.find(organization, id).status();
    }

    /** The exports that the engine remembers, newest first. */
    public List<ExportStatus> list() {
        return jobs.of(organization);
    }

    /** Ends an export that is not over; its file is deleted. */
    public ExportStatus cancel(String id) {
        ExportJob job = jobs.find(organization, id);
        job.cancel();
        return job.status();
    }

    /** Delivers an export again whose delivery has failed for good; others stay as they are. */
    public ExportStatus deliverAgain(String id) {
        ExportJob job = jobs.find(organization, id);
        if (job.reopen()) {
            jobs.soon(job::deliver);
        }
        return job.status();
    }

    private EnrollmentQuery query(ExportRequest request) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        return query.organization(organization)
                .plan(request.plan())
                .statuses(request.statuses())
                .includeRemoved(request.includeRemoved())
                .build();
    }
}
