package io.enrollment.testkit;

import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.spi.EnrollmentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Random commands on a store and on the one in memory have the same outcomes and leave the same to be seen. For stores whose
 * leases a test can let run out.
 */
public abstract class StoreModelProperties {

    /** A store without any contents. */
    protected abstract EnrollmentStore open();

    /** Lets this time pass for the leases of the store that was opened last. */
    protected abstract void advanceLeases(Duration by);

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    final void theStoreDoesWhatItsModelDoes(@ForAll("commands") List<ModelCommand> commands) {
        AtomicReference<Instant> leaseTime = new AtomicReference<>(Instant.EPOCH);
        try (EnrollmentStore store = open();
                EnrollmentStore model = InMemoryEnrollmentStore.create(leaseTime::get)) {
            StoreModel both = new StoreModel(store, model, by -> {
                leaseTime.updateAndGet(now -> now.plus(by));
                advanceLeases(by);
            });
            commands.forEach(both::run);
            both.compare();
            boolean purged = commands.stream().anyMatch(command -> command.kind() == ModelCommand.Kind.PURGE);
            StoreInvariants.check(store, Scene.ORGANIZATIONS, purged);
        }
    }

    @Provide
    final Arbitrary<List<ModelCommand>> commands() {
        return ModelCommand.any().list().ofMinSize(20).ofMaxSize(90);
    }
}
