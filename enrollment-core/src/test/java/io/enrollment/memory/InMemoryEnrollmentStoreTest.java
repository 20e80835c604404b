package io.enrollment.memory;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EnrollmentStoreContract;
import io.enrollment.testkit.StoreCapability;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The store in memory keeps the contract of every store. */
class InMemoryEnrollmentStoreTest extends EnrollmentStoreContract {

    private final AtomicReference<Instant> leaseTime = new AtomicReference<>(Instant.EPOCH.minusSeconds(1800));

    @Override
    protected EnrollmentStore open() {
        return InMemoryEnrollmentStore.create(leaseTime::get);
    }

    @Override
    protected Set<StoreCapability> capabilities() {
        return Set.of(StoreCapability.LEASES_CAN_RUN_OUT);
    }

    @Override
    protected void advanceLeases(Duration by) {
        leaseTime.updateAndGet(now -> now.plus(by));
    }
}
