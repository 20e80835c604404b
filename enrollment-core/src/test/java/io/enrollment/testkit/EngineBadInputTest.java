package io.enrollment.testkit;

import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.spi.EnrollmentStore;

/** Bad input to an engine on the store in memory. */
class EngineBadInputTest extends EngineBadInput {

    @Override
    protected EnrollmentStore open() {
        return InMemoryEnrollmentStore.create();
    }
}
