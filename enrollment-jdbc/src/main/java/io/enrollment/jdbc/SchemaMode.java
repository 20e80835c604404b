package io.enrollment.jdbc;

/** What a store does about its tables when it is opened. */
public enum SchemaMode {
    /** Checks that they are there as this version needs them, and refuses to open otherwise. The default. */
    VALIDATE,
    /** Makes or upgrades them, then checks; for tests, embedded databases and small installations. */
    APPLY,
    /** Trusts that they are there. */
    NONE
}
