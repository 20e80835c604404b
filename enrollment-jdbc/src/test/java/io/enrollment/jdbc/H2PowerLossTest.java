package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an H2 file keeps when the machine loses its power: with {@code forceToDisk} all that was acknowledged. */
class H2PowerLossTest {

    private static final PlanId WELCOME = PlanId.of("welcome");

    @TempDir
    private Path folder;

    private final TestHost host = new TestHost();

    /** Enrolls one person and hands the first message off; what the disk had of it when enrolled, when handed off, and after. */
    private List<String> carryOut(JdbcEnrollmentStore.Builder settings) {
        List<String> found = new ArrayList<>();
        try (JdbcEnrollmentStore store = settings.schemaMode(SchemaMode.APPLY).open();
                EnrollmentEngine engine = host.engine(store).build()) {
            engine.enrollments().publish(TestHost.WELCOME);
            EnrollmentId id = engine.enrollments()
                    .enroll(WELCOME, host.person("ann"))
                    .enrollment()
                    .orElseThrow();
            found.add(onDisk("enrolled", id));
            host.mail().answer(() -> {
                found.add(onDisk("handed-off", id));
                return new Outcome.Accepted("ref");
            });
            assertThat(engine.workDue()).isEqualTo(1);
            found.add(onDisk("settled", id));
        }
        return found;
    }

    /** How the machine would find the enrollment if it lost its power now. */
    private String onDisk(String name, EnrollmentId id) {
        JdbcConnectionPool pool = TestDatabase.pool(ForgetfulDisk.withoutPower(folder, name));
        try {
            if (!TestDatabase.hasTable(pool, "enr_due")) {
                return "nothing";
            }
            JdbcEnrollmentStore store = JdbcEnrollmentStore.on(pool);
            return store.reader().load(OrganizationId.DEFAULT, List.of(id)).values().stream()
                    .map(state -> (isClaimed(pool) ? "claimed " : "") + "with the next log number " + state.nextSeq())
                    .findFirst()
                    .orElse("not enrolled");
        } finally {
            pool.dispose();
        }
    }

    private static boolean isClaimed(JdbcConnectionPool pool) {
        return TestDatabase.count(pool, "select count(*) from enr_due where claim_token is not null") == 1;
    }

    @Test
    void whatWasAcknowledgedIsThereAfterwardsAndEachHandOffIsKnown() {
        JdbcConnectionPool pool = TestDatabase.pool(ForgetfulDisk.url(folder));
        try {
            assertThat(carryOut(JdbcEnrollmentStore.builder(pool).forceToDisk()))
                    .containsExactly(
                            "with the next log number 2",
                            "claimed with the next log number 2",
                            "with the next log number 3");
        } finally {
            pool.dispose();
        }
    }

    /** That the law above can fail: a commit alone does not reach the disk. */
    @Test
    void withoutItTheMachineMayFindNothingOfWhatWasHandedOff() {
        JdbcConnectionPool pool = TestDatabase.pool(ForgetfulDisk.url(folder));
        TestDatabase.execute(pool, "checkpoint sync");
        try {
            assertThat(carryOut(JdbcEnrollmentStore.builder(pool))).contains("nothing");
        } finally {
            pool.dispose();
        }
    }

    @Test
    void aUserWhoMayNotForceIsToldSoWhenTheStoreIsOpened() {
        JdbcConnectionPool admin = TestDatabase.inFile(folder);
        TestDatabase.execute(admin, "create user clerk password 'x'");
        JdbcConnectionPool clerk =
                JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("enrollment"), "clerk", "x");
        try {
            JdbcEnrollmentStore.Builder settings = JdbcEnrollmentStore.builder(clerk)
                    .schemaMode(SchemaMode.NONE)
                    .forceToDisk();
            assertThatThrownBy(settings::open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("forceToDisk needs a user who may run \"checkpoint sync\"");
        } finally {
            clerk.dispose();
            admin.dispose();
        }
    }
}
