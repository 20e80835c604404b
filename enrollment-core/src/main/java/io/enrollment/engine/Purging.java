package io.enrollment.engine;

import io.enrollment.internal.Require;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Purged;
import io.enrollment.spi.Retention;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Removes what is old, step by step. */
final class Purging {

    private static final Duration YOUNGEST_OLD = Duration.ofHours(1);

    private Purging() {}

    static Purged everything(EnrollmentStore store, OrganizationId organization, Duration olderThan, Instant now) {
        Require.that(olderThan.compareTo(YOUNGEST_OLD) >= 0, "purge age", olderThan, "be at least " + YOUNGEST_OLD);
        PurgeRequest request = PurgeRequest.of(organization, now.minus(olderThan));
        Retention retention = store.retention();
        Purged purged = retention.purge(request);
        for (Optional<String> next = purged.next(); next.isPresent(); next = purged.next()) {
            purged = purged.plus(retention.purge(request.after(next.get())));
        }
        every(store.caps()::purge, request);
        every(store.exports()::purge, request);
        every(store.runs()::purge, request);
        return purged;
    }

    private static void every(Function<PurgeRequest, Optional<String>> purge, PurgeRequest first) {
        Optional<String> next = purge.apply(first);
        while (next.isPresent()) {
            next = purge.apply(first.after(next.get()));
        }
    }
}
