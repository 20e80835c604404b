package io.enrollment.spi;

import io.enrollment.report.ExportStatus;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.util.Optional;

/** Exports in the background, and the right to work on them; never what is exported. */
public interface ExportStore {

    /** Stores a new export. <b>X1</b> An id that is there already is a repetition: it changes nothing and returns what is stored. */
    ExportStatus create(ExportStatus export);

    /** One export. */
    Optional<ExportStatus> find(OrganizationId organization, String export);

    /** The exports of an organization, newest first (by when they were asked for, then id). */
    Page<ExportStatus> list(OrganizationId organization, PageRequest page);

    /**
     * Claims the export that has been due longest, of any organization; the limit of the request plays no part. <b>X2</b> An
     * export is in at most one live claim; one that is over is never claimed; the fence strictly increases with every claim
     * and every command. A claim whose lease ran out, by the store's clock, may be claimed again.
     */
    Optional<ExportClaim> claim(ClaimRequest request);

    /**
     * Stores what happened to a claimed export, and makes its lease hold this long from now. <b>X3</b> A lease that is not
     * current changes nothing: STALE, or GONE when there is no such export. <b>X4</b> {@code after} has the revision after the
     * stored one; one that is stored already reports ALREADY_APPLIED. An export that is over gives up its lease.
     */
    ApplyOutcome settle(ExportLease lease, ExportStatus after, Duration prolong);

    /** Makes a lease hold this long from now. <b>X5</b> Returns whether it is current; one that is not changes nothing. */
    boolean prolong(ExportLease lease, Duration by);

    /** Gives a claim back; nothing when it is not current. */
    void release(ExportLease lease);

    /**
     * Changes an export by a command, whoever works on it. <b>X6</b> A change whose {@code before} is not the stored revision
     * any more changes nothing and is STALE; an applied one raises the fence, so that whoever works on it has lost it.
     */
    ApplyOutcome change(ExportStatus before, ExportStatus after);

    /**
     * Forgets exports that are over and were asked for before an instant, in one short transaction; at most {@code limit} are
     * looked at. Returns where to go on; empty when all were looked at. <b>X7</b> One that is not over stays, however old.
     */
    Optional<String> purge(PurgeRequest request);
}
