package io.enrollment.examples.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a good engineer writes by hand: four threads, each claiming rows with SKIP LOCKED, sending row by row, writing log and
 * progress in JDBC batches, one commit for each claim. It checks nothing before it sends, and knows nothing of crashes
 * between send and commit.
 *
 * <p>A claim in the order of the due times locks every due row on H2, so that the four threads wait for one another. A good
 * engineer finds that out and leaves the order to chance there; the loop in due order is a contestant of its own.
 */
final class HandWritten implements Contestant {

    /** How the loop is called on H2 that asks for those due longest first. */
    static final String IN_ORDER_ON_H2 = "hand-written, in order";

    private static final int THREADS = 4;
    private static final String CLAIM = "select id, step from {p}enrollment where status = 'ACTIVE' and due_at <= ?";
    private static final String LOG =
            "insert into {p}log (idem_key, enrollment_id, step, kind, logged_at) values (?, ?, ?, 'SENT', ?)";
    private static final String ADVANCE = "update {p}enrollment set step = ?, status = ?, due_at = ? where id = ?";

    private record Due(long id, int step) {
        String key() {
            return id + ":" + step;
        }
    }

    private final PlainTables tables;
    private final int batch;
    private final boolean inDueOrder;
    private Sink sink = new Sink();

    /** With or without an order of the claims: the longest due first, or any. */
    HandWritten(PlainTables tables, int batch, boolean inDueOrder) {
        this.tables = tables;
        this.batch = batch;
        this.inDueOrder = inDueOrder;
    }

    @Override
    public String name() {
        return inDueOrder && tables.server().kind() == BenchServer.Kind.H2 ? IN_ORDER_ON_H2 : "hand-written";
    }

    @Override
    public void prepare() throws SQLException {
        sink = new Sink();
        tables.prepare();
    }

    @Override
    public void enroll() throws SQLException {
        tables.enroll();
    }

    @Override
    public void drip() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<Long> loop = this::loop;
            List<Future<Long>> loops = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                loops.add(threads.submit(loop));
            }
            for (Future<Long> one : loops) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private String claim() {
        boolean mariaDb = tables.server().kind() == BenchServer.Kind.MARIADB;
        String order = mariaDb ? " order by status, due_at, id" : " order by due_at";
        return tables.named(CLAIM) + (inDueOrder ? order : "") + " limit " + batch + " for update skip locked";
    }

    private long loop() throws SQLException {
        long sent = 0;
        try (Connection connection = tables.pool().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            try (PreparedStatement claim = connection.prepareStatement(claim());
                    PreparedStatement log = connection.prepareStatement(tables.named(LOG));
                    PreparedStatement advance = connection.prepareStatement(tables.named(ADVANCE))) {
                while (true) {
                    List<Due> due = due(claim);
                    carryOut(due, log, advance);
                    tables.server().commit(connection);
                    sent += due.size();
                    if (due.isEmpty() && isDone()) {
                        return sent;
                    }
                }
            }
        }
    }

    private static List<Due> due(PreparedStatement claim) throws SQLException {
        claim.setLong(1, PlainTables.now());
        List<Due> due = new ArrayList<>();
        try (ResultSet rows = claim.executeQuery()) {
            while (rows.next()) {
                due.add(new Due(rows.getLong(1), rows.getInt(2)));
            }
        }
        return due;
    }

    private void carryOut(List<Due> due, PreparedStatement log, PreparedStatement advance) throws SQLException {
        for (Due one : due) {
            sink.take(one.key());
            long now = PlainTables.now();
            log.setString(1, one.key());
            log.setLong(2, one.id());
            log.setInt(3, one.step());
            log.setLong(4, now);
            log.addBatch();
            advance.setInt(1, one.step() + 1);
            advance.setString(2, one.step() == tables.steps() ? "COMPLETED" : "ACTIVE");
            advance.setLong(3, now);
            advance.setLong(4, one.id());
            advance.addBatch();
        }
        if (!due.isEmpty()) {
            log.executeBatch();
            advance.executeBatch();
        }
    }

    private boolean isDone() {
        return sink.taken() >= (long) tables.subjects() * tables.steps();
    }

    @Override
    public void check() throws SQLException {
        tables.check();
    }
}
