package io.enrollment.memory;

import io.enrollment.internal.Require;
import io.enrollment.spi.EpochStore;
import java.util.Optional;

/** The epoch, in memory. */
final class MemoryEpochs implements EpochStore {

    private Optional<String> stored = Optional.empty();

    @Override
    public synchronized Optional<String> find() {
        return stored;
    }

    @Override
    public synchronized String establish(String epoch) {
        String wanted = Require.text("epoch", epoch, 100);
        stored = stored.or(() -> Optional.of(wanted));
        return stored.orElseThrow();
    }

    @Override
    public synchronized boolean replace(String expected, String epoch) {
        String wanted = Require.text("epoch", epoch, 100);
        stored = stored.map(now -> now.equals(expected) ? wanted : now);
        return stored.filter(epoch::equals).isPresent();
    }
}
