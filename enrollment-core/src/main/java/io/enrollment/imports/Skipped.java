package io.enrollment.imports;

import java.util.ArrayList;
import java.util.List;

/** The bad rows that a lenient reader passed over. Not thread-safe. */
public final class Skipped {

    private static final int SHOWN = 20;

    private final List<InputException> first = new ArrayList<>();
    private long count;

    /** Counts one. */
    void add(InputException row) {
        count++;
        if (first.size() < SHOWN) {
            first.add(row);
        }
    }

    /** How many. */
    public long count() {
        return count;
    }

    /** The first of them, at most twenty. */
    public List<InputException> first() {
        return List.copyOf(first);
    }
}
