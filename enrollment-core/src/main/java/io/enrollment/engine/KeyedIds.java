package io.enrollment.engine;

import com.google.common.hash.Hashing;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.spi.IdSource;
import java.nio.charset.StandardCharsets;

/** Identifiers that follow from a key, one after the other, and so are the same in every repetition. Not thread-safe. */
final class KeyedIds implements IdSource {

    private static final int LENGTH = 32;

    private final IdempotencyKey key;
    private int given;

    KeyedIds(IdempotencyKey key) {
        this.key = key;
    }

    @Override
    public String next() {
        given++;
        return Hashing.sha256()
                .hashString(key.value() + '#' + given, StandardCharsets.UTF_8)
                .toString()
                .substring(0, LENGTH);
    }
}
