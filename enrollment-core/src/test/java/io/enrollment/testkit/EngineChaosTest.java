package io.enrollment.testkit;

import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.spi.EnrollmentStore;

/** Many commands at once on the store in memory. */
class EngineChaosTest extends EngineChaos {

    @Override
    protected EnrollmentStore open() {
        return InMemoryEnrollmentStore.create();
    }
}
