package io.enrollment.examples.bench;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads an export back with a CSV library that had no part in writing it, and compares each of its cells with what the
 * database itself says is in the rows. Both stream by: one line of each is in memory.
 */
final class ExportCheck {

    /** What the cells of the export are, made by PostgreSQL from the stored states, in the order of the export. */
    static final String EXPECTED = """
            copy (select e.enrollment_id, e.subject_id, s->>'subjectName', e.plan_id, s->>'version', s->>'cycle',
                         nullif(e.event_key, '-'), s->>'purpose', e.status, s->>'heldBecause', s->>'step',
                         coalesce(s->'counters'->>'stepsDone', '0'), 3,
                         coalesce(s->'counters'->>'emailsSent', '0'), coalesce(s->'counters'->>'emailsSkipped', '0'),
                         coalesce(s->'counters'->>'emailsReplied', '0'), coalesce(s->'counters'->>'textsSent', '0'),
                         coalesce(s->'counters'->>'textsSkipped', '0'), coalesce(s->'counters'->>'textsReplied', '0'),
                         coalesce(s->'counters'->>'calls', '0'), s->>'enrolledAt', s->'due'->>'at',
                         (s->'due'->>'local') || ' ' || (s->'due'->>'zone'),
                         (select string_agg(d, ' → ' order by n)
                            from jsonb_array_elements_text(s->'due'->'derivation') with ordinality t (d, n)),
                         s->'ending'->>'at', 'false'
                    from enr_enrollment e cross join lateral (select e.state::jsonb s) j
                   where e.organization_id = 'default' and e.plan_id = 'welcome' and e.removed = 0
                   order by e.enrolled_at desc, e.enrollment_id desc)
              to stdout with (format csv)""";

    private static final int PIPE = 1 << 16;

    /** Writes CSV. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws Exception;
    }

    private ExportCheck() {}

    /**
     * Compares line by line; the export has a header.
     *
     * @return how many cells were compared
     * @throws IllegalStateException if one of them is another
     */
    static long compare(Writing exported, Writing expected) throws IOException {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try (CSVParser ours = reading(writers, exported);
                CSVParser theirs = reading(writers, expected)) {
            Iterator<CSVRecord> rows = ours.iterator();
            rows.next();
            long cells = 0;
            for (CSVRecord expectedRow : theirs) {
                if (!rows.hasNext()) {
                    throw new IllegalStateException("the export ended before " + expectedRow);
                }
                cells += compare(rows.next(), expectedRow);
            }
            if (rows.hasNext()) {
                throw new IllegalStateException("the export has a row more: " + rows.next());
            }
            return cells;
        } finally {
            writers.shutdownNow();
        }
    }

    private static int compare(CSVRecord ours, CSVRecord theirs) {
        if (!ours.toList().equals(theirs.toList())) {
            throw new IllegalStateException("the export has " + ours.toList() + ", the database " + theirs.toList());
        }
        return theirs.size();
    }

    private static CSVParser reading(ExecutorService writers, Writing writing) throws IOException {
        PipedInputStream in = new PipedInputStream(PIPE);
        PipedOutputStream out = new PipedOutputStream(in);
        Future<?> written = writers.submit(() -> {
            try (out) {
                writing.to(out);
            }
            return out;
        });
        return CSVParser.builder()
                .setReader(new InputStreamReader(new Ending(in, written), StandardCharsets.UTF_8))
                .setFormat(CSVFormat.RFC4180)
                .get();
    }

    /** An end that is none because the writer failed says so. */
    private static final class Ending extends FilterInputStream {

        private final Future<?> written;

        Ending(PipedInputStream in, Future<?> written) {
            super(in);
            this.written = written;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count = super.read(target, from, length);
            if (count < 0) {
                await();
            }
            return count;
        }

        private void await() {
            try {
                written.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the comparison was interrupted", e);
            } catch (ExecutionException e) {
                throw new UncheckedIOException(new IOException("what was to be compared could not be written", e));
            }
        }
    }
}
