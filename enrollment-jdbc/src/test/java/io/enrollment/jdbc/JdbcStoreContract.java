package io.enrollment.jdbc;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EnrollmentStoreContract;
import io.enrollment.testkit.StoreCapability;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import javax.sql.DataSource;

/** The store contract on a database; says how leases run out there, and that what is stored outlives the store. */
abstract class JdbcStoreContract extends EnrollmentStoreContract {

    /** The connections to the database of the running test. */
    protected abstract DataSource dataSource();

    /** The settings of the store. */
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(dataSource);
    }

    /** What the names of the tables begin with. */
    protected String prefix() {
        return "enr_";
    }

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(dataSource(), settings(dataSource()), prefix());
    }

    @Override
    protected EnrollmentStore reopen() {
        return settings(dataSource()).open();
    }

    @Override
    protected Set<StoreCapability> capabilities() {
        return EnumSet.allOf(StoreCapability.class);
    }

    @Override
    protected void advanceLeases(Duration by) {
        TestDatabase.advanceLeases(dataSource(), prefix() + "due", by);
        TestDatabase.advanceLeases(dataSource(), prefix() + "run", by);
        TestDatabase.advanceLeases(dataSource(), prefix() + "export", by);
    }
}
