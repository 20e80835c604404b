package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.plan.CapHold;
import io.enrollment.plan.MessageCap;
import io.enrollment.plan.MessageCaps;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CapPlace;
import io.enrollment.spi.CapRequest;
import io.enrollment.spi.Claim;
import io.enrollment.spi.Erasure;
import io.enrollment.spi.Lease;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Settlement;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What caps across plans count. */
abstract class CapTests extends StoreTests {

    private static final Duration DAY = Duration.ofDays(1);
    private static final MessageCaps ONE_A_DAY =
            MessageCaps.builder().addCap(MessageCap.within(1, DAY)).build();
    private static final MessageCaps TWO_A_DAY =
            MessageCaps.builder().addCap(MessageCap.within(2, DAY)).build();
    private static final MessageCaps ONE_TEXT_A_DAY = MessageCaps.builder()
            .addCap(MessageCap.within(1, DAY).on(ChannelKind.TEXT))
            .build();

    private static CapPlace place(OrganizationId organization, String subject, long fence, String key) {
        Lease lease = new Lease(organization, SubjectId.of(subject), EnrollmentId.of("e-1"), fence, "token");
        return new CapPlace(lease, new IdempotencyKey(key), ChannelKind.EMAIL);
    }

    private static CapPlace place(String subject, String key) {
        return place(ACME, subject, 1, key);
    }

    private static CapRequest request(CapPlace place, MessageCaps caps, Instant now) {
        return new CapRequest(place, caps, ZoneOffset.UTC, now);
    }

    private Optional<Instant> take(CapPlace place, MessageCaps caps, Instant now) {
        return take(List.of(request(place, caps, now))).get(0);
    }

    private List<Optional<Instant>> take(List<CapRequest> requests) {
        return scene().store().caps().take(requests).stream()
                .map(hold -> hold.map(CapHold::until))
                .toList();
    }

    @Test
    void thePlacesOfOneSubjectAreCountedAcrossCalls_L1() {
        assertThat(take(place("ann", "a"), TWO_A_DAY, T0)).isEmpty();
        assertThat(take(place("ann", "b"), TWO_A_DAY, T0.plusSeconds(60))).isEmpty();
        assertThat(take(place("ann", "c"), TWO_A_DAY, T0.plusSeconds(120))).contains(T0.plus(DAY));
        assertThat(take(place("ann", "c"), TWO_A_DAY, T0.plus(DAY))).isEmpty();
        assertThat(take(place("ann", "d"), TWO_A_DAY, T0.plus(DAY)))
                .contains(T0.plus(DAY).plusSeconds(60));
    }

    @Test
    void theRequestsOfOneCallCountEachOther_L1() {
        List<CapRequest> requests = List.of(
                request(place("ann", "a"), ONE_A_DAY, T0),
                request(place("bob", "b"), ONE_A_DAY, T0),
                request(place("ann", "c"), ONE_A_DAY, T0),
                request(place(OTHER, "ann", 1, "d"), ONE_A_DAY, T0));
        assertThat(take(requests))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(T0.plus(DAY)), Optional.empty());
    }

    @Test
    void aCapOfOneChannelCountsThatChannel_L1() {
        assertThat(take(place("ann", "a"), ONE_TEXT_A_DAY, T0)).isEmpty();
        CapPlace first = place("ann", "b");
        CapPlace text = new CapPlace(first.lease(), first.key(), ChannelKind.TEXT);
        assertThat(take(text, ONE_TEXT_A_DAY, T0)).isEmpty();
        CapPlace second = place("ann", "c");
        assertThat(take(new CapPlace(second.lease(), second.key(), ChannelKind.TEXT), ONE_TEXT_A_DAY, T0))
                .contains(T0.plus(DAY));
    }

    @Test
    void aPlaceIsTakenAtTheNextMicrosecondAndNeverBeforeAnother_L2() {
        assertThat(take(place("ann", "a"), ONE_A_DAY, T0.plusNanos(1))).isEmpty();
        assertThat(take(place("ann", "b"), ONE_A_DAY, T0.minusSeconds(5)))
                .as("a node whose clock is behind")
                .contains(T0.plusNanos(1000).plus(DAY));
    }

    @Test
    void aMessageHasOnePlaceHoweverOftenItIsTried_L3() {
        assertThat(take(place("ann", "a"), TWO_A_DAY, T0)).isEmpty();
        assertThat(take(place(ACME, "ann", 2, "a"), TWO_A_DAY, T0.plusSeconds(60)))
                .isEmpty();
        assertThat(take(place("ann", "b"), TWO_A_DAY, T0.plusSeconds(90))).isEmpty();
        assertThat(take(place("ann", "c"), TWO_A_DAY, T0.plusSeconds(99)))
                .as("counted from when it was tried last")
                .contains(T0.plus(DAY).plusSeconds(60));
    }

    @Test
    void aPlaceThatIsGivenBackIsFree_L5() {
        assertThat(take(place("ann", "a"), ONE_A_DAY, T0)).isEmpty();
        scene().store().caps().giveBack(List.of(place("ann", "a"), place("bob", "a")));
        assertThat(take(place("ann", "b"), ONE_A_DAY, T0)).isEmpty();
    }

    @Test
    void aPlaceThatWasTakenAnewIsNotGivenBackUnderAnOlderFence_L5() {
        assertThat(take(place("ann", "a"), ONE_A_DAY, T0)).isEmpty();
        assertThat(take(place(ACME, "ann", 2, "a"), ONE_A_DAY, T0)).isEmpty();
        scene().store().caps().giveBack(List.of(place("ann", "a")));
        assertThat(take(place("ann", "b"), ONE_A_DAY, T0)).contains(T0.plus(DAY));
    }

    @Test
    void aSettlementGivesItsPlaceBackJustWhenItIsApplied_L5() {
        enrolled("ann");
        Claim lost = scene().claimOne();
        CapPlace place = new CapPlace(lost.lease(), new IdempotencyKey("a"), ChannelKind.EMAIL);
        assertThat(take(place, ONE_A_DAY, T0)).isEmpty();
        Settlement refused = Moves.failed(lost, T0).givingBack(Optional.of(place));
        scene().store().steps().release(List.of(lost.lease()));
        assertThat(settle(refused)).isEqualTo(ApplyOutcome.STALE);
        assertThat(take(place("ann", "b"), ONE_A_DAY, T0)).contains(T0.plus(DAY));
        Claim held = scene().claimOne();
        CapPlace anew = new CapPlace(held.lease(), new IdempotencyKey("a"), ChannelKind.EMAIL);
        assertThat(take(anew, ONE_A_DAY, T0)).isEmpty();
        assertThat(settle(Moves.failed(held, T0).givingBack(Optional.of(anew)))).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(take(place("ann", "b"), ONE_A_DAY, T0)).isEmpty();
    }

    @Test
    void aPurgeForgetsNothingThatStillCountsByAMicrosecond_L6() {
        assertThat(take(place("ann", "a"), ONE_A_DAY, T0)).isEmpty();
        Instant last = T0.plus(DAY).minusNanos(1000);
        assertThat(scene().store().caps().purge(PurgeRequest.of(ACME, last))).isEmpty();
        assertThat(take(place("ann", "b"), ONE_A_DAY, last)).contains(T0.plus(DAY));
    }

    @Test
    void aPurgeForgetsOnlyWhatCountsNoMore_L6() {
        for (int i = 0; i < 7; i++) {
            assertThat(take(place("old-" + i, "a"), ONE_A_DAY, T0)).isEmpty();
        }
        assertThat(take(place("young", "a"), ONE_A_DAY, T0.plus(DAY))).isEmpty();
        PurgeRequest request = new PurgeRequest(ACME, T0.plus(DAY).plusSeconds(1), 3, Optional.empty());
        Optional<String> next = scene().store().caps().purge(request);
        int steps = 1;
        while (next.isPresent()) {
            next = scene().store().caps().purge(request.after(next.get()));
            steps++;
        }
        assertThat(steps).isEqualTo(3);
        assertThat(take(place("young", "b"), ONE_A_DAY, T0.plus(DAY)))
                .contains(T0.plus(DAY).plus(DAY));
        assertThat(take(place("old-1", "b"), ONE_A_DAY, T0))
                .as("what was forgotten, asked for again")
                .isEmpty();
    }

    @Test
    void anErasedSubjectIsForgotten() {
        enrolled("ann");
        scene().settle(Moves.completed(scene().claimOne(), T0));
        assertThat(take(place("ann", "a"), ONE_A_DAY, T0)).isEmpty();
        Erasure erasure = new Erasure(ACME, SubjectId.of("ann"), Set.of("h"), text -> "0".repeat(64), T0);
        assertThat(scene().store().erasures().erase(erasure)).isTrue();
        assertThat(take(place("ann", "b"), ONE_A_DAY, T0)).isEmpty();
    }

    @Test
    void theLastPlaceGoesToOneOfThoseWhoWantItAtTheSameTime_L1() {
        int threads = contract().threads();
        int subjects = 20;
        List<List<Optional<Instant>>> answers = Threads.inParallel(
                threads,
                thread -> IntStream.range(0, subjects)
                        .mapToObj(i -> take(List.of(
                                        request(place("s-" + i, "first-" + thread), TWO_A_DAY, T0),
                                        request(place("s-" + i, "second-" + thread), TWO_A_DAY, T0)))
                                .stream())
                        .flatMap(all -> all)
                        .toList());
        for (int i = 0; i < subjects; i++) {
            int subject = i;
            assertThat(answers.stream()
                            .flatMap(all -> all.subList(2 * subject, 2 * subject + 2).stream())
                            .filter(Optional::isEmpty))
                    .as("messages to s-%d, by %d threads", subject, threads)
                    .hasSize(2);
        }
    }
}
