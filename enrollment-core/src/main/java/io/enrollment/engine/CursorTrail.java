package io.enrollment.engine;

import java.util.Optional;

/**
 * Tells when the pages of a query turn in a circle: a source that comes back to a place where it was would go on for ever. It
 * remembers one place, and another one after each power of two of pages, so that a circle of any length, begun after however
 * many pages, is found within a few rounds. Pure; for one thread.
 */
final class CursorTrail {

    private Optional<String> query = Optional.empty();
    private Optional<String> remembered = Optional.empty();
    private long pages;
    private long untilNext = 1;

    /** Whether going on here, after what was passed, is going on where this query was before. */
    boolean comesBack(String key, Optional<String> cursor) {
        return cursor.isPresent() && query.filter(key::equals).isPresent() && cursor.equals(remembered);
    }

    /** A page was taken that goes on here; empty after the last. */
    void passed(String key, Optional<String> cursor) {
        if (query.filter(key::equals).isEmpty()) {
            forget();
            query = Optional.of(key);
        }
        pages++;
        if (pages == untilNext) {
            remembered = cursor;
            untilNext *= 2;
            pages = 0;
        }
    }

    /** Pages that were passed may be asked for again. */
    void forget() {
        query = Optional.empty();
        remembered = Optional.empty();
        pages = 0;
        untilNext = 1;
    }
}
