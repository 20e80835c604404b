package io.enrollment.examples.cluster;

import io.enrollment.engine.AuditReport;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.report.Finding;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs a cluster and kills one of its processes in every round: at a random moment, or while a message of its is at the
 * provider and not answered. When it is at rest, looks at the database and at what the provider wrote down. Not thread-safe.
 */
public final class ClusterTrial {

    private static final Duration TO_COME_TO_REST = Duration.ofMinutes(3);
    private static final Duration TO_FALL_INTO_A_TRAP = Duration.ofSeconds(5);
    private static final int LONGEST_MILLIS = 400;
    private static final int MOST_HAND_OFFS = 8;

    private final ClusterSettings settings;
    private final Random random;
    private final List<EnrollmentId> enrolled = new ArrayList<>();
    private final List<Casualty> casualties = new ArrayList<>();
    private final Set<String> inDoubt = new TreeSet<>();
    private final List<String> incidents = new ArrayList<>();

    /** A trial. */
    public ClusterTrial(ClusterSettings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed());
    }

    /** Runs it on a server, in a folder for what the processes print; {@code progress} is told the number of kills so far. */
    public ClusterReport run(PostgresServer server, Path folder, IntConsumer progress)
            throws IOException, InterruptedException, SQLException {
        try (Provider provider = Provider.start(settings.provider());
                ClusterDatabase database = new ClusterDatabase(server)) {
            Cluster cluster = new Cluster(server, provider, settings.provider(), folder);
            try {
                return run(cluster, provider, database, progress);
            } finally {
                cluster.abandon();
            }
        }
    }

    private ClusterReport run(Cluster cluster, Provider provider, ClusterDatabase database, IntConsumer progress)
            throws IOException, InterruptedException, SQLException {
        long begun = System.nanoTime();
        ProviderChannel channel =
                new ProviderChannel(provider.uri(), settings.provider(), "nobody", ClusterHost.SEND_TIMEOUT);
        try (EnrollmentEngine enroller =
                ClusterHost.engine(database.store(), channel, "enroller").build()) {
            enroller.enrollments().publish(ClusterHost.PLAN);
            for (int i = 0; i < settings.nodes(); i++) {
                cluster.grow();
            }
            cluster.awaitAll();
            for (int round = 1; round <= settings.rounds(); round++) {
                enroll(enroller, round);
                disturb(cluster, provider, database);
                progress.accept(round);
            }
            Waiting.until(() -> database.isAtRest(enrolled.size()), TO_COME_TO_REST);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            cluster.end().forEach(name -> incidents.add("stuck: " + name + " did not end when it was told to"));
            AuditReport audit = enroller.enrollments().audit();
            return report(observed(provider, database, audit), took);
        }
    }

    /** An even share of the subjects in each round, so that there is always something to do. */
    private void enroll(EnrollmentEngine enroller, int round) {
        int from = (int) ((long) settings.subjects() * (round - 1) / settings.rounds());
        int to = (int) ((long) settings.subjects() * round / settings.rounds());
        List<SubjectId> wave = IntStream.range(from, to)
                .mapToObj(i -> SubjectId.of("person-" + i))
                .toList();
        for (EnrollmentResult result :
                enroller.enrollments().enrollAll(EnrollRequest.in(ClusterHost.PLAN.id()), wave)) {
            enrolled.add(
                    result.enrollment().orElseThrow(() -> new IllegalStateException("refused: " + result.refusal())));
        }
    }

    private void disturb(Cluster cluster, Provider provider, ClusterDatabase database)
            throws IOException, InterruptedException, SQLException {
        NodeProcess victim = cluster.any(random);
        Optional<String> trapped = Optional.empty();
        if (casualties.size() % 2 == 0) {
            Trap trap = new Trap(1 + random.nextInt(MOST_HAND_OFFS));
            provider.set(victim.name(), trap);
            trap.await(TO_FALL_INTO_A_TRAP);
            cluster.kill(victim);
            trapped = trap.release();
        } else {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)));
            cluster.kill(victim);
        }
        Casualty casualty = database.leftBy(victim.name(), trapped);
        casualties.add(casualty);
        inDoubt.addAll(database.presentKeys(casualty.marked()));
        cluster.grow();
    }

    private Observed observed(Provider provider, ClusterDatabase database, AuditReport audit) {
        return new Observed(
                settings.provider(),
                enrolled.stream().map(EnrollmentId::value).collect(Collectors.toSet()),
                ClusterDatabase.allKeys(enrolled),
                database.statuses(),
                database.logged(),
                audit.findings().stream().map(Finding::toString).toList(),
                database.isAnythingQueued(),
                provider.receipts(),
                inDoubt,
                database.unanswered(),
                casualties.stream().flatMap(one -> one.trapped().stream()).collect(Collectors.toSet()));
    }

    private ClusterReport report(Observed seen, Duration took) {
        Set<String> arrived = new HashSet<>();
        seen.receipts().forEach(receipt -> arrived.add(receipt.key()));
        List<String> faults = new ArrayList<>(incidents);
        faults.addAll(Verdict.of(seen));
        return new ClusterReport(
                casualties.size(),
                seen.trapped().size(),
                casualties.stream().mapToInt(Casualty::claimed).sum(),
                enrolled.size(),
                seen.expected().size(),
                seen.receipts().size(),
                seen.receipts().size() - arrived.size(),
                Verdict.uncertain(seen).stream()
                        .map(key -> new ClusterReport.Uncertain(key, arrived.contains(key)))
                        .toList(),
                seen.unanswered().size(),
                took,
                faults);
    }
}
