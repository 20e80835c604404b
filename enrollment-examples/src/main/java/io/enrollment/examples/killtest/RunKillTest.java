package io.enrollment.examples.killtest;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaMode;
import io.enrollment.run.RunId;
import io.enrollment.subject.OrganizationId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Kills nodes that carry out an enroller run on one PostgreSQL, at random moments, while another one stands by; a new one
 * takes the place of each that died. In the end the run must have come to what an undisturbed one comes to, candidate by
 * candidate and enrollment by enrollment. Not thread-safe.
 */
public final class RunKillTest {

    private static final int NODES = 2;
    /** A kill comes after so many chunks at most. */
    private static final int CHUNKS = 8;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
    private static final String HOW_FAR =
            "select chunks, status, coalesce(claimed_by, '') from enr_run where organization_id = ? and run_id = ?";

    /** How far a run is, and who works on it. */
    private record HowFar(long chunks, boolean ended, String worker) {}

    private final Path folder;
    private final int kills;
    private final int people;
    private final Random random;
    private final List<String> faults = new ArrayList<>();
    private final List<RunVictim> nodes = new ArrayList<>();
    private int started;
    private int killed;
    private int atWork;

    /**
     * A test.
     *
     * @param folder where the nodes print
     * @param kills how many kills
     * @param people how many people there are
     * @param seed what the chance begins with
     */
    public RunKillTest(Path folder, int kills, int people, long seed) {
        this.folder = folder;
        this.kills = kills;
        this.people = people;
        this.random = new Random(seed);
    }

    /** Runs it; {@code progress} is told the number of kills so far. */
    public RunKillReport run(IntConsumer progress) throws IOException, InterruptedException, SQLException {
        try (PostgresServer server = PostgresServer.open(Optional.empty(), Map.of());
                HikariDataSource pool = server.pool(NODES + 2, "parent");
                JdbcEnrollmentStore store = JdbcEnrollmentStore.builder(pool)
                        .schemaMode(SchemaMode.APPLY)
                        .open();
                EnrollmentEngine engine = RunScene.engine(store, "parent").build()) {
            OrganizationId undisturbed = OrganizationId.of("undisturbed");
            RunScene.prepare(engine, store.subjects(), undisturbed, people);
            RunId run = RunScene.start(engine, undisturbed);
            engine.workRuns();
            List<String> expected = RunScene.state(engine, undisturbed, run);
            int series = 0;
            while (killed < kills) {
                OrganizationId organization = OrganizationId.of("series-" + ++series);
                RunScene.prepare(engine, store.subjects(), organization, people);
                RunId disturbed = RunScene.start(engine, organization);
                disturb(server.url("node"), pool, organization, disturbed, progress);
                compare(organization, expected, RunScene.state(engine, organization, disturbed));
            }
            return new RunKillReport(killed, atWork, series, expected.size(), faults);
        } finally {
            nodes.forEach(RunVictim::end);
        }
    }

    /** Kills until the run has ended or there were kills enough, and lets it come to its end. */
    private void disturb(
            String url, HikariDataSource pool, OrganizationId organization, RunId run, IntConsumer progress)
            throws IOException, InterruptedException, SQLException {
        HowFar now = howFar(pool, organization, run);
        while (!now.ended()) {
            while (nodes.size() < NODES) {
                started++;
                nodes.add(RunVictim.start("node-" + started, url, folder));
            }
            now = after(
                    pool,
                    organization,
                    run,
                    killed < kills ? now.chunks() + 1 + random.nextInt(CHUNKS) : Long.MAX_VALUE);
            if (!now.ended()) {
                kill(now);
                progress.accept(killed);
            }
        }
    }

    /** Two of three times the one that is at work, else any. */
    private void kill(HowFar now) throws InterruptedException {
        Optional<RunVictim> working =
                nodes.stream().filter(node -> node.name().equals(now.worker())).findFirst();
        RunVictim victim =
                working.filter(any -> random.nextInt(3) > 0).orElseGet(() -> nodes.get(random.nextInt(NODES)));
        nodes.remove(victim);
        if (victim.kill()) {
            killed++;
            atWork += working.filter(victim::equals).isPresent() ? 1 : 0;
        } else {
            faults.add(victim.name() + " ended by itself");
        }
    }

    /** Waits until the run has ended, or has come so far and a little further. */
    private HowFar after(HikariDataSource pool, OrganizationId organization, RunId run, long chunks)
            throws InterruptedException, SQLException {
        long since = System.nanoTime();
        HowFar now = howFar(pool, organization, run);
        while (!now.ended() && now.chunks() < chunks) {
            if (System.nanoTime() - since > PATIENCE) {
                throw new IllegalStateException("the run does not go on after " + now.chunks() + " chunks");
            }
            nodes.get(0).wait(1);
            now = howFar(pool, organization, run);
        }
        nodes.get(0).wait(random.nextInt(10));
        return howFar(pool, organization, run);
    }

    private static HowFar howFar(HikariDataSource pool, OrganizationId organization, RunId run) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(HOW_FAR)) {
            statement.setString(1, organization.value());
            statement.setString(2, run.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                boolean ended = !List.of("SCHEDULED", "IN_PROGRESS").contains(row.getString(2));
                return new HowFar(row.getLong(1), ended, row.getString(3));
            }
        }
    }

    private void compare(OrganizationId organization, List<String> expected, List<String> state) {
        List<String> missing = new ArrayList<>(expected);
        state.forEach(missing::remove);
        missing.forEach(line -> faults.add(organization + ": missing: " + line));
        List<String> unexpected = new ArrayList<>(state);
        expected.forEach(unexpected::remove);
        unexpected.forEach(line -> faults.add(organization + ": unexpected: " + line));
    }
}
