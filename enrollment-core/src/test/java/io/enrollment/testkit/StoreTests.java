package io.enrollment.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.Settlement;
import java.time.Duration;

/** One group of tests of the store contract. */
abstract class StoreTests {

    abstract EnrollmentStoreContract contract();

    final Scene scene() {
        return contract().scene();
    }

    final void need(StoreCapability capability) {
        assumeTrue(contract().capabilities().contains(capability), () -> "this store is not " + capability);
    }

    /** Lets every lease of the usual length run out. */
    final void leasesRunOut() {
        need(StoreCapability.LEASES_CAN_RUN_OUT);
        contract().advanceLeases(Scene.LEASE.plus(Duration.ofMinutes(1)));
    }

    final Enrollment enrolled(String subject) {
        return scene().enrolled(subject);
    }

    final ApplyOutcome settle(Settlement settlement) {
        return scene().settle(settlement);
    }

    final ApplyOutcome apply(Change change) {
        return scene().apply(change);
    }
}
