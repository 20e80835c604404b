package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.StoreUnavailableException;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RushHost;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** A host that keeps its people in the ready-made table, and enrolls within its own transactions. */
final class JdbcRushHost implements RushHost {

    private final DataSource pool;
    private final JdbcEnrollmentStore store;
    private final JdbcSubjects subjects;

    JdbcRushHost(DataSource pool, EnrollmentStore store) {
        this.pool = pool;
        this.store = (JdbcEnrollmentStore) store;
        this.subjects = this.store.subjects();
    }

    @Override
    public void put(OrganizationId organization, Subject subject) {
        subjects.put(organization, List.of(subject));
    }

    @Override
    public void optOut(OrganizationId organization, SubjectId subject, ChannelKind channel, Instant at) {
        try {
            subjects.optOut(organization, subject, OptOut.of(channel, at));
        } catch (NotFoundException erased) {
            // Whoever is erased needs no opt-out.
            return;
        }
    }

    @Override
    public void optIn(OrganizationId organization, SubjectId subject, ChannelKind channel) {
        subjects.optIn(organization, subject, Optional.of(channel));
    }

    /** The erasure itself takes care of this table. */
    @Override
    public void forget(OrganizationId organization, SubjectId subject) {}

    /** Whoever loses against others is rolled back, and may do something else. */
    @Override
    public boolean transact(Predicate<EnrollmentStore> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                done = work.test(store.joining(connection));
            } catch (StoreUnavailableException lost) {
                done = false;
            } catch (IllegalStateException stale) {
                assertThat(stale.getMessage()).as("REPEATABLE READ").contains(" changed since your transaction began");
            } finally {
                end(connection, done);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return true;
    }

    private static void end(Connection connection, boolean done) throws SQLException {
        if (done) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    @Override
    public Collection<Subject> findAll(OrganizationId organization, Set<SubjectId> ids) {
        return subjects.findAll(organization, ids);
    }

    @Override
    public Page<AudienceMember> find(AudienceRequest request, PageRequest page) {
        return subjects.find(request, page);
    }
}
