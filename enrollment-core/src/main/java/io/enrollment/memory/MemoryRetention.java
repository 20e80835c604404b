package io.enrollment.memory;

import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.internal.Portion;
import io.enrollment.internal.PurgeKey;
import io.enrollment.memory.Tables.Listing;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Purged;
import io.enrollment.spi.Retention;
import java.util.List;
import java.util.Optional;

/** Removing what is old, in memory. */
final class MemoryRetention implements Retention {

    private final Tables tables;

    MemoryRetention(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Purged purge(PurgeRequest request) {
        long before = Micros.floor(request.before());
        PurgeKey from = request.after().map(PurgeKey::parse).orElse(PurgeKey.first(before));
        synchronized (tables) {
            return from.attempts() ? attempts(request, from.at()) : enrollments(request, from.at(), before);
        }
    }

    private static Listing all(PurgeRequest request) {
        return new Listing(request.organization(), Optional.empty(), Optional.empty());
    }

    private Purged enrollments(PurgeRequest request, PageKey from, long before) {
        List<Row> seen = tables.listing(all(request)).stream()
                .filter(row -> from.isNewerThan(keyOf(row)))
                .limit(request.limit())
                .toList();
        Portion<Row> old = Portion.of(seen, row -> hasEndedBefore(row, before), MemoryRetention::size, request.limit());
        old.chosen().forEach(tables::remove);
        long rows = old.chosen().stream().mapToLong(MemoryRetention::size).sum();
        boolean all = old.passed() == seen.size() && seen.size() < request.limit();
        PurgeKey next = all ? PurgeKey.firstAttempt(before) : new PurgeKey(false, keyOf(seen.get(old.passed() - 1)));
        int removed = old.chosen().size();
        return new Purged(removed, rows - removed, 0, Optional.of(next.text()));
    }

    private static boolean hasEndedBefore(Row row, long before) {
        return row.state
                .ending()
                .map(Ending::at)
                .filter(at -> Micros.floor(at) < before)
                .isPresent();
    }

    /** The state and its log. */
    private static long size(Row row) {
        return row.state.nextSeq();
    }

    private static PageKey keyOf(Row row) {
        return new PageKey(row.enrolledAt(), row.state.id().value());
    }

    private Purged attempts(PurgeRequest request, PageKey from) {
        List<EnrollmentResult> seen = tables.attemptListing(all(request)).stream()
                .filter(attempt -> from.isNewerThan(keyOf(attempt)))
                .limit(request.limit())
                .toList();
        List<EnrollmentResult> old =
                seen.stream().filter(attempt -> !isNeeded(attempt)).toList();
        old.forEach(tables::remove);
        Optional<String> next = seen.size() < request.limit()
                ? Optional.empty()
                : Optional.of(new PurgeKey(true, keyOf(seen.get(seen.size() - 1))).text());
        return new Purged(0, 0, old.size(), next);
    }

    private boolean isNeeded(EnrollmentResult attempt) {
        return attempt.enrolled()
                && attempt.enrollment()
                        .flatMap(made -> tables.row(attempt.organization(), made))
                        .isPresent();
    }

    private static PageKey keyOf(EnrollmentResult attempt) {
        return new PageKey(Micros.floor(attempt.at()), attempt.id());
    }
}
