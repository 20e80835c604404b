package io.enrollment.testkit;

import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.spi.EnrollmentStore;

/** The doors of an engine on the store in memory. */
class EngineDoorsTest extends EngineDoors {

    @Override
    protected EnrollmentStore open() {
        return InMemoryEnrollmentStore.create();
    }
}
