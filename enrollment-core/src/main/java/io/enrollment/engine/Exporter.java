package io.enrollment.engine;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.json.EnrollmentRowJson;
import io.enrollment.report.EnrollmentCsv;
import io.enrollment.report.EnrollmentRow;
import io.enrollment.report.ExportFormat;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongPredicate;

/**
 * Writes lists of enrollments, page by page: what is in memory is one page, however long the list. New enrollments do not
 * disturb it, since it goes from the newest to the oldest. Thread-safe.
 */
final class Exporter {

    private static final int PAGE = 1000;

    private final World world;

    Exporter(World world) {
        this.world = world;
    }

    /**
     * Writes a list; the stream is flushed, not closed.
     *
     * @param goOn told after each page how many rows are written; when it says no, the export is canceled
     * @return how many rows were written
     */
    long write(EnrollmentQuery query, ExportFormat format, OutputStream out, LongPredicate goOn) throws IOException {
        StringBuilder text = new StringBuilder();
        if (format == ExportFormat.CSV) {
            EnrollmentCsv.header(text);
        }
        long rows = 0;
        PageRequest request = PageRequest.first(PAGE);
        Optional<String> next;
        do {
            Page<Enrollment> page = world.store().reader().find(query, request);
            page.items().forEach(state -> append(text, format, row(state)));
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
            rows += page.items().size();
            if (!goOn.test(rows)) {
                throw new CancellationException("the export was canceled after " + rows + " rows");
            }
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());
        out.flush();
        return rows;
    }

    private EnrollmentRow row(Enrollment state) {
        return EnrollmentRow.of(
                state,
                world.version(state.organization(), state.plan(), state.version())
                        .plan());
    }

    private static void append(StringBuilder text, ExportFormat format, EnrollmentRow row) {
        if (format == ExportFormat.CSV) {
            EnrollmentCsv.append(text, row);
        } else {
            text.append(EnrollmentRowJson.write(row)).append('\n');
        }
    }
}
