package io.enrollment.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What all statements of one store share: dialect, names, time limit, what was learned of the driver. Thread-safe. */
final class Database {

    private final Dialect dialect;
    private final Names names;
    private final int timeoutSeconds;
    private final Map<String, ArrayForm> arrayForms = new ConcurrentHashMap<>();
    private volatile int networkTimeoutMillis;
    private final Map<String, Optional<String>> copyForms = new ConcurrentHashMap<>();
    private final int copiedFrom;
    private final boolean forces;
    private final Optional<String> bounds;
    private final List<String> sessionBounds;
    private volatile boolean tellsCounts = true;
    private volatile boolean copies = true;

    Database(
            Dialect dialect,
            Names names,
            int copiedFrom,
            boolean forces,
            Duration statementTimeout,
            Duration networkTimeout) {
        this.dialect = dialect;
        this.names = names;
        this.copiedFrom = copiedFrom;
        this.forces = forces;
        this.networkTimeoutMillis = (int) Math.min(Integer.MAX_VALUE, networkTimeout.toMillis());
        this.timeoutSeconds = Math.toIntExact(Math.max(1, statementTimeout.toSeconds()));
        this.bounds = dialect.bounds(
                (int) Math.min(Integer.MAX_VALUE, TimeUnit.SECONDS.toMillis(timeoutSeconds)), networkTimeoutMillis);
        this.sessionBounds = dialect.sessionBounds(networkTimeoutMillis);
    }

    Dialect dialect() {
        return dialect;
    }

    Names names() {
        return names;
    }

    int timeoutSeconds() {
        return timeoutSeconds;
    }

    /** How long an answer of the server may take; 0 for as long as it takes. */
    int networkTimeoutMillis() {
        return networkTimeoutMillis;
    }

    void knowsNoNetworkTimeouts() {
        networkTimeoutMillis = 0;
    }

    /** What the server is to bound in each transaction that may lock something, as columns of a query; empty where it cannot. */
    Optional<String> bounds() {
        return bounds;
    }

    /** See {@link Dialect#sessionBounds}. */
    List<String> sessionBounds() {
        return sessionBounds;
    }

    boolean tellsCounts() {
        return tellsCounts;
    }

    void doesNotTellCounts() {
        tellsCounts = false;
    }

    /** The statement that copies so many rows instead of inserting them; empty when they are not to be copied. */
    Optional<String> copyForm(String statement, int rows) {
        return copies && rows >= copiedFrom && dialect.copies()
                ? copyForms.computeIfAbsent(statement, any -> PostgresCopy.statement(resolve(any)))
                : Optional.empty();
    }

    /** To be told when the server takes no copies. */
    void doesNotCopy() {
        copies = false;
    }

    /** Whether a statement is an insertion that is better written for many rows, see {@link ManyRows}, than left to the driver. */
    boolean writesForMany(String resolved) {
        return dialect.takesLists()
                && ManyRows.isInsertion(resolved)
                && !(dialect.carriesInsertions() && ManyRows.isPlain(resolved));
    }

    /** What is to follow each commit, lest a machine without power lose it; empty where nothing is. */
    Optional<String> force() {
        return forces ? dialect.force() : Optional.empty();
    }

    /** The form of a statement that takes many rows like this one at once. */
    ArrayForm arrayForm(String statement, Object[] row) {
        return arrayForms.computeIfAbsent(statement, any -> ArrayForm.of(resolve(any), row));
    }

    /** The statement as this database and this host want it. */
    String resolve(String statement) {
        return names.resolve(statement, dialect);
    }
}
