package io.enrollment.examples.killtest;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaMode;
import java.io.IOException;
import java.io.InputStream;

/** One process that carries out runs until its standard input ends, or until it is killed. */
public final class RunNode {

    private static final int CONNECTIONS = 4;

    private RunNode() {}

    /** Works; returns when {@code input} ends, as it does when the parent dies. */
    public static void run(String name, String database, InputStream input) throws IOException {
        try (HikariDataSource pool = PostgresServer.pool(database, CONNECTIONS);
                JdbcEnrollmentStore store = JdbcEnrollmentStore.builder(pool)
                        .schemaMode(SchemaMode.NONE)
                        .open();
                EnrollmentEngine engine = RunScene.engine(store, name).start()) {
            int read = input.read();
            while (read >= 0) {
                read = input.read();
            }
            engine.close();
        }
    }
}
