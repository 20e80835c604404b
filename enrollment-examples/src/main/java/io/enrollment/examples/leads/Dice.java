package io.enrollment.examples.leads;

import java.util.List;
import java.util.Random;

/**
 * Chance that repeats itself: {@link Random} is specified to the bit, so that a seed gives the same leads on every
 * platform. Not thread-safe.
 */
final class Dice {

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** True so many times in a thousand. */
    boolean perMille(int share) {
        return random.nextInt(1000) < share;
    }

    /** A number from {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /** One of them. */
    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
