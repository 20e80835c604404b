package io.enrollment.examples.killtest;

import io.enrollment.examples.leads.LeadGenerator;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Kills a quickstart so many times, at random moments and right after hand-offs, starting it again on the same database
 * each time; when the plans have come to their end, begins anew on another. In the end every database must be as one of an
 * undisturbed run, and every message accepted once. Not thread-safe.
 */
public final class KillTest {

    private static final int EVERY_THIRD = 3;

    private final Path folder;
    private final int kills;
    private final int leads;
    private final Random random;
    private final List<String> faults = new ArrayList<>();
    private int killed;
    private int betweenHandOffAndSettle;

    /**
     * A test.
     *
     * @param folder where it works
     * @param kills how many kills
     * @param leads how many leads there are
     * @param seed what the chance begins with
     */
    public KillTest(Path folder, int kills, int leads, long seed) {
        this.folder = folder;
        this.kills = kills;
        this.leads = leads;
        this.random = new Random(seed);
    }

    /** Runs it; {@code progress} is told the number of kills so far. */
    public KillReport run(IntConsumer progress) throws IOException, InterruptedException, MessagingException {
        Path lists = Files.createDirectories(folder.resolve("lists"));
        new LeadGenerator(leads, LeadGenerator.SHIPPED_SEED, LeadGenerator.SHIPPED_DAY)
                .generate()
                .write(lists);
        Path undisturbed = folder.resolve("undisturbed");
        toTheEnd(undisturbed, lists);
        List<String> expected = AcceptedMessages.in(undisturbed);
        int series = 0;
        while (killed < kills) {
            Path data = folder.resolve("series-" + ++series);
            disturb(data, lists, progress);
            toTheEnd(data, lists);
            compare(data, undisturbed, expected);
        }
        return new KillReport(killed, betweenHandOffAndSettle, series, expected.size(), faults);
    }

    /** Kills until the plans are at their end or there were kills enough. */
    private void disturb(Path data, Path lists, IntConsumer progress) throws IOException, InterruptedException {
        boolean ended = false;
        while (!ended && killed < kills) {
            ended = killed % EVERY_THIRD == 0 ? haltedAfterHandOff(data, lists) : killedAtRandom(data, lists);
            progress.accept(killed);
        }
    }

    /** The process ends itself after an accepted hand-off: between hand-off and settlement, for certain. */
    private boolean haltedAfterHandOff(Path data, Path lists) throws IOException, InterruptedException {
        Victim victim = Victim.start(data, lists, List.of("--halt-after", String.valueOf(1 + random.nextInt(6))));
        boolean ended = victim.ends();
        if (!ended) {
            killed++;
            betweenHandOffAndSettle++;
        }
        return ended;
    }

    /** The process is killed some time after its start, or after some more messages. */
    private boolean killedAtRandom(Path data, Path lists) throws IOException, InterruptedException {
        int before = AcceptedMessages.count(data);
        Victim victim = Victim.start(data, lists, List.of());
        boolean wasKilled = victim.killWhen(random.nextBoolean() ? time() : messages(data, before));
        if (wasKilled) {
            killed++;
        }
        return !wasKilled;
    }

    private BooleanSupplier time() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(2500));
        return () -> System.nanoTime() >= until;
    }

    private BooleanSupplier messages(Path data, int before) {
        int until = before + 1 + random.nextInt(12);
        return () -> AcceptedMessages.count(data) >= until;
    }

    private void toTheEnd(Path data, Path lists) throws IOException, InterruptedException {
        Victim last = Victim.start(data, lists, List.of("--state", state(data).toString()));
        if (!last.ends()) {
            throw new IllegalStateException("the quickstart on " + data + " did not come to its end");
        }
    }

    private void compare(Path data, Path undisturbed, List<String> expected) throws IOException, MessagingException {
        List<String> accepted = AcceptedMessages.in(data);
        difference(expected, accepted).forEach(m -> faults.add(data.getFileName() + ": not accepted: " + m));
        difference(accepted, expected).forEach(m -> faults.add(data.getFileName() + ": accepted once too often: " + m));
        List<String> state = Files.readAllLines(state(data));
        List<String> expectedState = Files.readAllLines(state(undisturbed));
        difference(expectedState, state).forEach(l -> faults.add(data.getFileName() + ": missing: " + l));
        difference(state, expectedState).forEach(l -> faults.add(data.getFileName() + ": unexpected: " + l));
    }

    private static Path state(Path data) {
        return data.resolveSibling(data.getFileName() + ".state");
    }

    /** What is in {@code a} more often than in {@code b}. */
    private static List<String> difference(List<String> a, List<String> b) {
        List<String> rest = new ArrayList<>(a);
        b.forEach(rest::remove);
        return rest;
    }
}
