package io.enrollment.testkit;

import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.spi.EnrollmentStore;

/** A rush on the store in memory. */
class EngineRushTest extends EngineRush {

    @Override
    protected EnrollmentStore open() {
        return InMemoryEnrollmentStore.create();
    }

    @Override
    protected RushHost host(EnrollmentStore store) {
        return RushHost.inMemory();
    }
}
