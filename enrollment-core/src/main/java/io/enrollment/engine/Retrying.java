package io.enrollment.engine;

import io.enrollment.spi.StoreUnavailableException;
import java.util.function.Supplier;

/** Repeats calls that the store recognizes when they come again. */
final class Retrying {

    private static final int TRIES = 3;

    private Retrying() {}

    /** Asks again when the effect of a call is not known: the repetition tells. */
    static <T> T whileEffectUnknown(Supplier<T> call) {
        for (int left = TRIES - 1; ; left--) {
            try {
                return call.get();
            } catch (StoreUnavailableException unavailable) {
                if (!unavailable.effectUnknown() || left == 0) {
                    throw unavailable;
                }
            }
        }
    }
}
