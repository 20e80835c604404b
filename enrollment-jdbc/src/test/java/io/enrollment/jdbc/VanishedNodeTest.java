package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.engine.Enrollments;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.StoreUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Seen: the network of a node died between its claim and the commit, nobody hung up, and the server kept the rows locked, and so out of
 * everybody's reach, for as long as TCP waits: two hours; or, on MariaDB, for its {@code wait_timeout} of eight.
 */
class VanishedNodeTest {

    private static final String ALL_LOCKS = "select enrollment_id from enr_due for update";

    private final TestHost host = new TestHost();
    private final AtomicBoolean vanishing = new AtomicBoolean();

    private static JdbcEnrollmentStore impatient(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(dataSource)
                .schemaMode(SchemaMode.APPLY)
                .statementTimeout(Duration.ofSeconds(1))
                .networkTimeout(Duration.ofMillis(1500))
                .open();
    }

    private static HikariConfig through(FrozenWire wire, String direct) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(direct.replaceFirst("//[^/]+/", "//localhost:" + wire.port() + "/"));
        config.setConnectionTimeout(1000);
        config.setValidationTimeout(500);
        return config;
    }

    private static InetSocketAddress server(String url) {
        URI uri = URI.create(url.substring("jdbc:".length()));
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    private Watched.Watcher atTheCommit(FrozenWire wire) {
        return new Watched.Watcher() {
            @Override
            public void beforeCommit() {
                if (vanishing.get()) {
                    wire.freeze();
                }
            }
        };
    }

    private static ClaimRequest claimBy(String node) {
        return new ClaimRequest(node, node, 10, Instant.now(), Duration.ofSeconds(60));
    }

    /** Returns when nobody holds one of them any more. */
    private static void takeAllLocks(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(20);
            statement.execute(ALL_LOCKS);
        }
    }

    @Test
    void postgresqlFreesWhatItHadLocked() throws IOException, SQLException {
        try (HikariDataSource direct = PostgresServer.pool("vanished", "")) {
            vanish(direct);
        }
    }

    @Test
    void mariaDbFreesWhatItHadLocked() throws IOException, SQLException {
        try (HikariDataSource direct = MariaDbServer.pool("vanished", "")) {
            vanish(direct);
        }
    }

    private void vanish(HikariDataSource direct) throws IOException, SQLException {
        try (FrozenWire wire = new FrozenWire(server(direct.getJdbcUrl()));
                HikariDataSource itsOwn = new HikariDataSource(through(wire, direct.getJdbcUrl()))) {
            JdbcEnrollmentStore other = impatient(direct);
            Enrollments acme = host.engine(other).build().enrollments();
            acme.publish(TestHost.WELCOME);
            acme.enroll(TestHost.WELCOME.id(), host.person("ann"));
            JdbcEnrollmentStore store = impatient(Watched.by(atTheCommit(wire), itsOwn));
            vanishing.set(true);
            assertThatThrownBy(() -> store.steps().claim(claimBy("vanished")))
                    .isInstanceOf(StoreUnavailableException.class);
            takeAllLocks(direct);
            assertThat(other.steps().claim(claimBy("other"))).hasSize(1);
        }
    }
}
