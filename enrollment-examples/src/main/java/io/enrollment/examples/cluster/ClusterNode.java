package io.enrollment.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** One process of a cluster: an engine that works until its standard input ends, or until it is killed. */
public final class ClusterNode {

    private static final int CONNECTIONS = 5;

    private ClusterNode() {}

    /**
     * Works; returns when {@code input} ends and what was under way is settled.
     *
     * @param name the name in claims, different for every process there ever was
     * @param database the JDBC URL
     * @param provider where the provider is
     * @param kind what the provider does
     * @param input stays open as long as the process is to work; ends when its parent dies, too
     */
    public static void run(String name, String database, URI provider, ProviderKind kind, InputStream input)
            throws IOException, InterruptedException {
        ProviderChannel channel = new ProviderChannel(provider, kind, name, ClusterHost.SEND_TIMEOUT);
        try (HikariDataSource pool = PostgresServer.pool(database, CONNECTIONS);
                JdbcEnrollmentStore store = JdbcEnrollmentStore.on(pool);
                EnrollmentEngine engine =
                        ClusterHost.engine(store, channel, name).start()) {
            channel.sayHello();
            int read = input.read();
            while (read >= 0) {
                read = input.read();
            }
            engine.close();
        }
    }
}
