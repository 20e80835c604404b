package io.enrollment.engine;

import io.enrollment.spi.IdSource;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Identifiers of 26 characters in the order of time: 48 bits of milliseconds, 80 bits of chance, in Crockford's base 32 (the
 * ULID form). Thread-safe.
 */
final class UlidSource implements IdSource {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int CHANCE_DIGITS = 8;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    UlidSource(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String next() {
        StringBuilder id = new StringBuilder(TIME_DIGITS + 2 * CHANCE_DIGITS);
        append(id, clock.millis(), TIME_DIGITS);
        append(id, random.nextLong(), CHANCE_DIGITS);
        append(id, random.nextLong(), CHANCE_DIGITS);
        return id.toString();
    }

    private static void append(StringBuilder id, long bits, int digits) {
        for (int shift = 5 * (digits - 1); shift >= 0; shift -= 5) {
            id.append(DIGITS[(int) (bits >>> shift) & 31]);
        }
    }
}
