package io.enrollment.spi;

import io.enrollment.report.ExportFormat;
import io.enrollment.subject.OrganizationId;
import java.io.IOException;
import java.io.InputStream;

/**
 * A finished export.
 *
 * @param id the id of the export
 * @param organization whose it is
 * @param name a file name that fits it
 * @param format how it is written
 * @param rows how many enrollments are in it
 * @param content the bytes
 */
public record ExportedFile(
        String id, OrganizationId organization, String name, ExportFormat format, long rows, Content content) {

    /** Opens the bytes, any number of times while the delivery goes on; whoever opens them closes them. */
    @FunctionalInterface
    public interface Content {
        /** From the first byte on. */
        InputStream open() throws IOException;
    }
}
