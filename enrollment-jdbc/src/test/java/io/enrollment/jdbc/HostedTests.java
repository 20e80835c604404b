package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.SubjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * A host with a table of its own, {@code host_order}, in the database that the store is in. Another database joins by one
 * subclass of each of the classes that extend this one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostedTests {

    static final PlanId WELCOME = TestHost.WELCOME.id();
    static final Command.By ANNA = new Command.By("anna", "asked by phone");

    TestHost host = new TestHost();
    private @Nullable HikariDataSource pool;
    private @Nullable EnrollmentEngine engine;

    /** A pool of at least 8 connections to a database without tables. */
    abstract HikariDataSource openPool();

    /** The store to be tried. */
    JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(dataSource);
    }

    @BeforeAll
    final void makeTables() {
        pool = openPool();
        TestDatabase.execute(pool(), "create table host_order (id varchar(50) primary key)");
    }

    @AfterAll
    final void closePool() {
        pool().close();
    }

    @BeforeEach
    final void openEngine() {
        host = new TestHost();
        TestDatabase.emptied(pool(), JdbcEnrollmentStore.builder(pool()));
        TestDatabase.execute(pool(), "delete from host_order");
        engine = host.engine(settings(pool()).open()).build();
        acme().publish(TestHost.WELCOME);
    }

    @AfterEach
    final void closeEngine() {
        engine().close();
    }

    final HikariDataSource pool() {
        return Objects.requireNonNull(pool);
    }

    final EnrollmentEngine engine() {
        return Objects.requireNonNull(engine);
    }

    /** Enrollments as they are outside of any transaction of the host. */
    final Enrollments acme() {
        return engine().enrollments();
    }

    final JdbcEnrollmentStore store() {
        return (JdbcEnrollmentStore) engine().store();
    }

    final Connection begin() throws SQLException {
        Connection connection = pool().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    static void order(Connection connection, String id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into host_order (id) values (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    final int orders() {
        return TestDatabase.count(pool(), "select count(*) from host_order");
    }

    final List<EnrollmentResult> attempts() {
        return acme().attempts(WELCOME, PageRequest.first(1000)).items();
    }

    /** Nothing is left of an attempt to enroll: nothing to be seen, and nothing in the way of the next one. */
    final void assertNeverHappened(SubjectId subject) {
        assertThat(attempts()).isEmpty();
        assertThat(acme().list(subject, PageRequest.first(10)).items()).isEmpty();
        assertThat(engine().nextDue()).isEmpty();
        assertThat(acme().enroll(WELCOME, subject).enrolled()).isTrue();
    }
}
