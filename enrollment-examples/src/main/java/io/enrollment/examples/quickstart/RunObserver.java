package io.enrollment.examples.quickstart;

import java.time.Instant;

/** Is told how a run goes. */
public interface RunObserver {

    /** The virtual clock shows this instant, and what is due then was done. */
    void reached(Instant now);

    /** What is due is claimed by a process that is no more; its claim has yet to run out. */
    void waitingForLeases();
}
