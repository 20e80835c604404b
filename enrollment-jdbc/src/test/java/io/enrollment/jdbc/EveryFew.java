package io.enrollment.jdbc;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Breaks connections before a statement runs, before a commit, and after a commit whose answer never arrives: at regular
 * distances, but after each failure it lets the same thread alone for a while, long enough for one try. Threads of a race are
 * left alone: which of them failed, and how often in a row, would be chance.
 */
final class EveryFew implements Watched.Watcher {

    private static final int GRACE = 80;

    private final Thread tests = Thread.currentThread();
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<Thread, Integer> grace = new ConcurrentHashMap<>();
    private final AtomicInteger executes = new AtomicInteger();
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();

    /** How often it has broken something. */
    int failures() {
        return failures.get();
    }

    /** What checks and locks the tables when a store opens is not tried again: its failure is the answer. */
    @Override
    public void onExecute(String statement) throws SQLException {
        if (!statement.contains("information_schema") && !statement.contains("_lock(")) {
            fail(executes, 29);
        }
    }

    @Override
    public void beforeCommit() throws SQLException {
        fail(before, 5);
    }

    @Override
    public void afterCommit() throws SQLException {
        fail(after, 3);
    }

    private void fail(AtomicInteger counter, int distance) throws SQLException {
        if (!Thread.currentThread().equals(tests)) {
            return;
        }
        boolean turn = counter.incrementAndGet() % distance == 0;
        int left = grace.merge(Thread.currentThread(), 0, (old, none) -> Math.max(0, old - 1));
        if (turn && left == 0) {
            grace.put(Thread.currentThread(), GRACE);
            failures.incrementAndGet();
            throw new SQLException("the connection broke", "08006");
        }
    }
}
