package io.enrollment.testkit;

import io.enrollment.spi.EnrollmentStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link EnrollmentStore} must do, as tests: extend this class, say how to open an empty store, and run it. The
 * tests cite the obligations of the SPI (P1, W1, S1, …). After each of them the invariants that hold for any contents are
 * checked through the public API.
 *
 * <p>What a store cannot do is left out of {@link #capabilities()}; the tests that need it are then shown as skipped, with
 * the name of the capability.
 */
public abstract class EnrollmentStoreContract {

    private @Nullable Scene scene;

    /** A store without any contents; called once for each test. */
    protected abstract EnrollmentStore open();

    /** What the tests may do beyond the SPI. */
    protected Set<StoreCapability> capabilities() {
        return Set.of();
    }

    /** Closes the store of the running test and opens what it stored again; for {@link StoreCapability#OUTLIVES_ITSELF}. */
    protected EnrollmentStore reopen() {
        throw new UnsupportedOperationException("reopen");
    }

    /** Lets this time pass for leases; for {@link StoreCapability#LEASES_CAN_RUN_OUT}. */
    protected void advanceLeases(Duration by) {
        throw new UnsupportedOperationException("advanceLeases by " + by);
    }

    /** Disposes of what {@link #open} made, after the store of the test was closed. */
    protected void dispose() {}

    /** How many threads the races use. */
    protected int threads() {
        return 4;
    }

    final Scene scene() {
        return Objects.requireNonNull(scene, "a store is opened before each test");
    }

    @BeforeEach
    final void openStore() {
        scene = new Scene(open());
    }

    @AfterEach
    final void invariantsHoldAndTheStoreCloses() {
        try {
            StoreInvariants.check(scene().store(), Scene.ORGANIZATIONS, scene().hasPurged());
        } finally {
            scene().store().close();
            dispose();
        }
    }

    /** Plans and their versions: P1 to P3; archived ones (P4) are in {@link Erase}. */
    @Nested
    class Plans extends PlanStoreTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Enrolling: W1 to W4. */
    @Nested
    class Enroll extends EnrollTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Commands: W5 to W11. */
    @Nested
    class Apply extends ApplyTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Claims, fences and leases: S1 to S4, marks, extension and release. */
    @Nested
    class Claims extends ClaimTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Messages that are stored before they leave: F1 to F3. */
    @Nested
    class Freezes extends FreezeTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** The pauses of whole plans and of channels: H1 to H3. */
    @Nested
    class Pauses extends PauseTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** What caps across plans count: L1 to L6. */
    @Nested
    class Caps extends CapTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Settlements and their repetition: S5 to S9. */
    @Nested
    class Settle extends SettleTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** What people and checks look at. */
    @Nested
    class Read extends ReadTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Uncertain messages. */
    @Nested
    class Uncertain extends UncertainTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** What decisions went by. */
    @Nested
    class Recordings extends RecordingTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Which installation it is: E1 to E3. */
    @Nested
    class Epochs extends EpochTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Enroller runs: R1 to R10 of {@code RunStore}. */
    @Nested
    class Runs extends RunTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Chunks that are on their way before those before them are stored: R11. */
    @Nested
    class RunTurns extends RunTurnTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** How far run schedules were looked at: C1 and C2. */
    @Nested
    class Schedules extends ScheduleTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Exports in the background: X1 to X7. */
    @Nested
    class Exports extends ExportTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** What is stored as it is stored: A1 to A3. */
    @Nested
    class Audit extends AuditTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Erasing subjects: D1 to D5; archived plans: P4. */
    @Nested
    class Erase extends ErasureTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** What is kept as counted. */
    @Nested
    class Count extends CountTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** No organization sees a row of another. */
    @Nested
    class Isolation extends IsolationTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Texts and instants are kept exactly. */
    @Nested
    class Exactness extends ExactnessTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Ids are compared by code point, wherever somebody asks by one. */
    @Nested
    class Lookalikes extends LookalikeTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Instants are read back exactly, wherever one is stored. */
    @Nested
    class Instants extends InstantTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Removing what is old: R1 to R4 of {@code Retention}. */
    @Nested
    class Purge extends PurgeTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }

    /** Many at once. */
    @Nested
    class Race extends RaceTests {
        @Override
        EnrollmentStoreContract contract() {
            return EnrollmentStoreContract.this;
        }
    }
}
