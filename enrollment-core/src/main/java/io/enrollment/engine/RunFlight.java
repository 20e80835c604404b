package io.enrollment.engine;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.spi.CandidateItem;
import io.enrollment.spi.RunChunk;
import io.enrollment.spi.RunLease;
import io.enrollment.spi.RunRecord;
import io.enrollment.spi.RunStore;
import io.enrollment.spi.RunTurn;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chunks of a run that are on their way to the store, oldest first. They are committed in that order, and none without those
 * before it; what a later one can do meanwhile is the store's to know. No two of them have a subject in common. For one session
 * of one run.
 */
final class RunFlight {

    private static final Logger LOG = LoggerFactory.getLogger(RunFlight.class);

    /** How many chunks are stored one by one after a lost race. */
    private static final int CAREFUL = 16;

    /** A chunk, and the run after it if nothing comes between. */
    private record OnItsWay(EnrollerRun expected, RunChunk chunk, CompletableFuture<RunRecord> stored) {}

    private final RunStore store;
    private final RunLease lease;
    private final Duration prolong;
    private final Optional<Executor> helper;
    private final Deque<OnItsWay> chunks = new ArrayDeque<>();
    private final int most;
    private int oneByOne;

    /** Without a helper, chunks are stored one by one in the calling thread. */
    RunFlight(RunStore store, RunLease lease, Duration prolong, Optional<Executor> helper) {
        this.store = store;
        this.lease = lease;
        this.prolong = prolong;
        this.helper = helper;
        this.most = helper.isPresent() ? store.chunksAtOnce() : 1;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** Whether there are as many as there may be. */
    boolean isFull() {
        return chunks.size() >= (oneByOne > 0 ? 1 : most);
    }

    /** Who is on one of these chunks: not to be seen in the store yet. */
    Set<SubjectId> subjects() {
        return chunks.stream()
                .flatMap(one -> one.chunk().candidates().stream())
                .map(item -> item.candidate().result().subject())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Sends a chunk on its way. Returns the run after it if nothing comes between. */
    EnrollerRun launch(RunChunk chunk) {
        List<EnrollmentResult> results = chunk.candidates().stream()
                .map(CandidateItem::candidate)
                .map(candidate -> candidate.result())
                .toList();
        EnrollerRun expected = RunCourse.recorded(chunk.before(), chunk.counts(), results);
        chunks.add(new OnItsWay(expected, chunk, store(chunk)));
        return expected;
    }

    private CompletableFuture<RunRecord> store(RunChunk chunk) {
        if (most == 1 || oneByOne > 0 || helper.isEmpty()) {
            oneByOne = Math.max(0, oneByOne - 1);
            return CompletableFuture.completedFuture(
                    Retrying.whileEffectUnknown(() -> store.record(lease, chunk, prolong)));
        }
        Optional<OnItsWay> before = Optional.ofNullable(chunks.peekLast());
        RunTurn turn =
                before.<RunTurn>map(one -> within -> hasLanded(one, within)).orElse(within -> true);
        return CompletableFuture.supplyAsync(
                () -> Retrying.whileEffectUnknown(() -> store.record(lease, chunk, prolong, turn)), helper.get());
    }

    private static boolean hasLanded(OnItsWay before, Duration within) {
        try {
            RunRecord record = before.stored().get(within.toNanos(), TimeUnit.NANOSECONDS);
            if (record.run().isEmpty()) {
                throw new CancellationException("the run was lost at the chunk before");
            }
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            LOG.debug("a chunk is not stored since the one before it is not", failed);
            throw new CancellationException("the chunk before could not be stored");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the thread is to end");
        }
    }

    /**
     * Waits for the oldest, and tells what came of it. Once somebody else was enrolled first, some follow one by one: who wants
     * the same people at the same time makes what is written in advance worthless.
     */
    RunRecord land() {
        OnItsWay oldest = chunks.remove();
        RunRecord record = join(oldest.stored());
        boolean asExpected = record.run()
                .map(EnrollerRun::funnel)
                .equals(Optional.of(oldest.expected().funnel()));
        oneByOne = asExpected ? oneByOne : CAREFUL;
        return record;
    }

    private static RunRecord join(CompletableFuture<RunRecord> stored) {
        try {
            return stored.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
        }
    }
}
