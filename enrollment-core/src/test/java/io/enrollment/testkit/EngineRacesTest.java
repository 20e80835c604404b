package io.enrollment.testkit;

import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.spi.EnrollmentStore;

/** Commands in a race with workers on the store in memory. */
class EngineRacesTest extends EngineRaces {

    @Override
    protected EnrollmentStore open() {
        return InMemoryEnrollmentStore.create();
    }
}
