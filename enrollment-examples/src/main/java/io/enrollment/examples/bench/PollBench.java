package io.enrollment.examples.bench;

import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * What it costs to look for due work among many that wait, on PostgreSQL: the pages that the queries of the store touch, by
 * EXPLAIN (ANALYZE, BUFFERS) of the very statements, and the time of the calls without it.
 */
public final class PollBench {

    private static final int DUE = 1000;
    private static final int CLAIMED = 100;
    private static final int TIMES = 9;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final String WAITING = "insert into bench_due (organization_id, enrollment_id, shard_key, plan_id,"
            + " due_at, lease_until, fence, first_claimed_at, unsettled, marked) select 'default', 'waiting-' || lpad(x::text, 9,"
            + " '0'), x %% 16, 'waiting', %d + x::bigint * 1000000, 0, 0, 0, 0, 0 from generate_series(%d, %d) x";

    private final BenchServer server;
    private final Consumer<String> out;
    private final EngineDrip engine;

    private PollBench(BenchServer server, Consumer<String> out) {
        this.server = server;
        this.out = out;
        this.engine = new EngineDrip(server, DUE, 1, Crowd.directory(DUE), settings -> settings);
    }

    private record Cost(long pages, double millis) {}

    private record Pages(long poll, long claim) {}

    /**
     * Measures at two sizes, and prints the ratios.
     *
     * @throws Exception if the database fails
     */
    public static void run(BenchServer server, int few, int many, Consumer<String> out) throws Exception {
        new PollBench(server, out).run(few, many);
    }

    private void run(int few, int many) throws Exception {
        engine.prepare();
        engine.enroll();
        fill(1, few);
        Pages small = measured(few);
        fill(few + 1, many);
        Pages large = measured(many);
        out.accept(DripBench.line(
                "pages touched at %,d to those at %,d: poll %.2f x, claim of %d %.2f x",
                many, few, (double) large.poll() / small.poll(), CLAIMED, (double) large.claim() / small.claim()));
    }

    /** Enrollments that wait for tomorrow and later. */
    private void fill(int from, int to) throws Exception {
        long tomorrow =
                Math.multiplyExact(Instant.now().plus(Duration.ofDays(1)).toEpochMilli(), 1000L);
        Statements.run(server.pool(), DripBench.line(WAITING, tomorrow, from, to), "vacuum analyze");
    }

    private Pages measured(int waiting) {
        Instant past = Instant.now().minus(Duration.ofDays(1));
        Cost poll = cost(past, 0);
        Cost claim = cost(Instant.now(), CLAIMED);
        out.accept(DripBench.line(
                "%,10d waiting: a poll with nothing due touches %d pages and takes %.2f ms, a claim of %d touches %d"
                        + " and takes %.2f ms",
                waiting, poll.pages(), poll.millis(), CLAIMED, claim.pages(), claim.millis()));
        return new Pages(poll.pages(), claim.pages());
    }

    private Cost cost(Instant now, int expected) {
        Explaining explaining = new Explaining(server.pool());
        JdbcEnrollmentStore explained = store(explaining.dataSource());
        JdbcEnrollmentStore plain = store(server.pool());
        List<Long> pages = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            explaining.forget();
            List<Lease> taken = claimed(explained, now, expected);
            pages.add(explaining.pages());
            plain.steps().release(taken);
            long began = System.nanoTime();
            List<Lease> leases = claimed(plain, now, expected);
            times.add((System.nanoTime() - began) / 1e6);
            plain.steps().release(leases);
        }
        pages.sort(null);
        times.sort(null);
        return new Cost(pages.get(TIMES / 2), times.get(TIMES / 2));
    }

    private static JdbcEnrollmentStore store(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(dataSource).tablePrefix("bench_").open();
    }

    private static List<Lease> claimed(JdbcEnrollmentStore store, Instant now, int expected) {
        ClaimRequest request = new ClaimRequest("bench", UUID.randomUUID().toString(), CLAIMED, now, LEASE);
        List<Lease> leases =
                store.steps().claim(request).stream().map(Claim::lease).toList();
        if (leases.size() != expected) {
            throw new IllegalStateException(leases.size() + " claimed instead of " + expected);
        }
        return leases;
    }
}
