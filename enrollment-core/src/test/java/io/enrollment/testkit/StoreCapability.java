package io.enrollment.testkit;

/** What a test of a store can do with it beyond the SPI; tests that need one that is not there are shown as skipped. */
public enum StoreCapability {
    /** The test can make leases run out: {@link EnrollmentStoreContract#advanceLeases}. */
    LEASES_CAN_RUN_OUT,
    /** What is stored can be opened again: {@link EnrollmentStoreContract#reopen}. */
    OUTLIVES_ITSELF
}
