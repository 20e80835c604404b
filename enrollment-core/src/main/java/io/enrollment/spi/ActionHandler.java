package io.enrollment.spi;

import io.enrollment.enrollment.Outcome;

/** The host's own code behind an action step. */
@FunctionalInterface
public interface ActionHandler {

    /**
     * Carries the action out. May be called again with the same key after a crash: the handler recognizes it.
     *
     * @throws NotHandedOffException if nothing was done, for a cause that may pass
     */
    Outcome run(ActionCall call);
}
