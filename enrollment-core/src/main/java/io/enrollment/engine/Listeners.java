package io.enrollment.engine;

import io.enrollment.internal.Fatal;
import io.enrollment.spi.EngineListener;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the host's listener; what it throws is logged and changes nothing. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(EngineListener.class);

    private Listeners() {}

    static void tell(EngineListener listener, Consumer<EngineListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            LOG.warn("the listener threw", failed);
        }
    }
}
