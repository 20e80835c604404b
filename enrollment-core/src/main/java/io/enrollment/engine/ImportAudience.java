package io.enrollment.engine;

import io.enrollment.internal.Require;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.Subject;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An import as an audience: rows that stream by, one page of them in memory at a time, however many there are. A row that is
 * no subject is told, once, and passed over; whatever else goes wrong is a failure of the query, which goes on from the same
 * row when it is tried again, by reading the import anew up to there. An import must give the same rows each time.
 *
 * <p>Thread-safe; one query reads at a time.
 */
public final class ImportAudience implements AudienceSource, Closeable {

    /** One row of an import. */
    public sealed interface Row {

        /**
         * A subject.
         *
         * @param subject who
         */
        record Good(Subject subject) implements Row {}

        /**
         * What could not be read as a subject.
         *
         * @param line where it begins in the import, from 1
         * @param field the field that is at fault; empty when it is the whole row
         * @param message a sentence that a person can act on
         */
        record Bad(long line, String field, String message) implements Row {}
    }

    /** The rows of an import from the first one on. Not thread-safe. */
    public interface Rows extends Closeable {

        /** The next row; empty at the end. */
        Optional<Row> next() throws IOException;
    }

    /** Opens an import at its first row. */
    @FunctionalInterface
    public interface Opening {

        /** The rows; the caller closes them. */
        Rows open() throws IOException;
    }

    private final Opening opening;
    private final Consumer<Row.Bad> told;
    private Optional<Rows> open = Optional.empty();
    private long position;
    private long toldUpTo;
    private long bad;

    private ImportAudience(Opening opening, Consumer<Row.Bad> told) {
        this.opening = opening;
        this.told = told;
    }

    /**
     * The audience of an import.
     *
     * @param opening how to begin reading it
     * @param told hears of each bad row once, in the order of the rows, on the thread that reads, which others wait for
     */
    public static ImportAudience of(Opening opening, Consumer<Row.Bad> told) {
        return new ImportAudience(opening, told);
    }

    /** How many bad rows there were so far. */
    public synchronized long badRows() {
        return bad;
    }

    @Override
    public synchronized Page<AudienceMember> find(AudienceRequest request, PageRequest page) {
        try {
            Rows rows = at(page.after().map(Long::parseLong).orElse(0L));
            List<AudienceMember> found = new ArrayList<>();
            for (int i = 0; i < page.limit(); i++) {
                Optional<Row> row = step(rows);
                if (row.isEmpty()) {
                    close();
                    return new Page<>(found, Optional.empty());
                }
                row.flatMap(ImportAudience::member)
                        .filter(member -> AudienceSource.matches(request, member))
                        .ifPresent(found::add);
            }
            return new Page<>(found, Optional.of(Long.toString(position)));
        } catch (IOException failed) {
            forget();
            throw new UncheckedIOException(failed);
        } catch (RuntimeException failed) {
            forget();
            throw failed;
        }
    }

    private static Optional<AudienceMember> member(Row row) {
        return row instanceof Row.Good good ? Optional.of(AudienceMember.of(good.subject())) : Optional.empty();
    }

    /** Goes on where the last page ended; anywhere else is reached from the beginning. */
    private Rows at(long from) throws IOException {
        if (open.isPresent() && position == from) {
            return open.get();
        }
        close();
        Rows rows = opening.open();
        open = Optional.of(rows);
        while (position < from) {
            Require.that(step(rows).isPresent(), "import row", position, "be there, as it was before: " + from);
        }
        return rows;
    }

    private Optional<Row> step(Rows rows) throws IOException {
        Optional<Row> row = rows.next();
        if (row.isPresent()) {
            position++;
            if (position > toldUpTo) {
                toldUpTo = position;
                row.filter(Row.Bad.class::isInstance).map(Row.Bad.class::cast).ifPresent(this::tell);
            }
        }
        return row;
    }

    private void tell(Row.Bad row) {
        bad++;
        told.accept(row);
    }

    /** What failed already need not be closed without trouble. */
    private void forget() {
        try {
            close();
        } catch (UncheckedIOException alreadyBroken) {
            position = 0;
        }
    }

    /** Lets go of the import; it is opened anew when it is asked again. */
    @Override
    public synchronized void close() {
        Optional<Rows> closing = open;
        open = Optional.empty();
        position = 0;
        if (closing.isPresent()) {
            try {
                closing.get().close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
