package io.enrollment.memory;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.RunProperties;

/** Runs over any audience on the store in memory. */
class InMemoryRunPropertiesTest extends RunProperties {

    @Override
    protected EnrollmentStore open() {
        return InMemoryEnrollmentStore.create();
    }
}
