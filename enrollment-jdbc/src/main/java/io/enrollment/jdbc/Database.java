package io.enrollment.jdbc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What all statements of one store share: dialect, names, time limit, what was learned of the driver. Thread-safe. */
final class Database {

    private final Dialect dialect;
    private final Names names;
    private final int timeoutSeconds;
    private final Map<String, ArrayForm> arrayForms = new ConcurrentHashMap<>();
    private volatile int networkTimeoutMillis;
    private volatile boolean tellsCounts = true;

    Database(Dialect dialect, Names names, Duration statementTimeout, Duration networkTimeout) {
        this.dialect = dialect;
        this.names = names;
        this.networkTimeoutMillis = (int) Math.min(Integer.MAX_VALUE, networkTimeout.toMillis());
        this.timeoutSeconds = Math.toIntExact(Math.max(1, statementTimeout.toSeconds()));
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

    boolean tellsCounts() {
        return tellsCounts;
    }

    void doesNotTellCounts() {
        tellsCounts = false;
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
