package io.enrollment.spi;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** When it is a chunk's turn to be stored: as soon as the one before it is. For the thread that stores the chunk. */
@FunctionalInterface
public interface RunTurn {

    /**
     * Waits until the chunk before is stored, so long at most. Returns whether it is.
     *
     * @throws CancellationException if it never will be: nothing of the chunk must be stored then
     */
    boolean comes(Duration within);

    /**
     * Waits as long as it takes.
     *
     * @throws CancellationException if the chunk before never will be stored
     */
    default void await() {
        boolean came = false;
        while (!came) {
            came = comes(Duration.ofMinutes(1));
        }
    }
}
