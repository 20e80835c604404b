package io.enrollment.engine;

import io.enrollment.internal.Require;
import io.enrollment.spi.CapStore;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Purged;
import io.enrollment.spi.Retention;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
        places(store.caps(), request);
        return purged;
    }

    private static void places(CapStore caps, PurgeRequest first) {
        Optional<String> next = caps.purge(first);
        while (next.isPresent()) {
            next = caps.purge(first.after(next.get()));
        }
    }
}
