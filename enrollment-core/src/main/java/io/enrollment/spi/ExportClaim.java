package io.enrollment.spi;

import io.enrollment.report.ExportStatus;

/**
 * An export that was claimed to be worked on.
 *
 * @param export as it is stored
 * @param lease the right to work on it
 */
public record ExportClaim(ExportStatus export, ExportLease lease) {}
