package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.Frozen;
import io.enrollment.spi.FrozenMessage;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.spi.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages that are stored before they leave. */
abstract class FreezeTests extends StoreTests {

    private static final Instant T1 = T0.plusSeconds(60);
    private static final FrozenMessage HELLO = message("Hello");
    private static final FrozenMessage OTHER = message("Hello, but otherwise");
    private static final IdempotencyKey KEY = new IdempotencyKey("a:step-1:1");

    private static FrozenMessage message(String body) {
        return new FrozenMessage(
                "ann@example.com",
                new RenderedMessage(Optional.of("Re: " + body), body, Map.of("List-Unsubscribe", "<https://x>")));
    }

    private Frozen freeze(Claim claim, IdempotencyKey key, Optional<FrozenMessage> message, boolean replaces) {
        return scene().store()
                .steps()
                .freeze(List.of(new Freeze(claim.lease(), key, message, replaces)))
                .get(0);
    }

    private Frozen keep(Claim claim, FrozenMessage message) {
        return freeze(claim, KEY, Optional.of(message), false);
    }

    private Frozen ask(Claim claim) {
        return freeze(claim, KEY, Optional.empty(), false);
    }

    private Claim claimAt(Instant at) {
        return scene().claim(1, at, LEASE).get(0);
    }

    private static Frozen stored(FrozenMessage message) {
        return new Frozen(true, Optional.of(message));
    }

    private static Settlement sentAndThawed(Claim claim, boolean thaws) {
        Settlement sent = Moves.sent(claim, T0, T1);
        return new Settlement(sent.lease(), sent.before(), sent.after(), sent.log(), thaws);
    }

    @Test
    void theFirstMessageUnderAKeyStays_F1() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        assertThat(ask(claim)).isEqualTo(new Frozen(true, Optional.empty()));
        assertThat(keep(claim, HELLO)).isEqualTo(stored(HELLO));
        assertThat(keep(claim, OTHER)).isEqualTo(stored(HELLO));
        assertThat(ask(claim)).isEqualTo(stored(HELLO));
    }

    @Test
    void aMessageThatReplacesItTakesItsPlace_F1() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        keep(claim, HELLO);
        assertThat(freeze(claim, KEY, Optional.of(OTHER), true)).isEqualTo(stored(OTHER));
        assertThat(ask(claim)).isEqualTo(stored(OTHER));
    }

    @Test
    void aMessageUnderAnotherKeyTakesItsPlace_F1() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        keep(claim, HELLO);
        IdempotencyKey next = new IdempotencyKey("a:step-2:1");
        assertThat(freeze(claim, next, Optional.of(OTHER), false)).isEqualTo(stored(OTHER));
        assertThat(ask(claim)).isEqualTo(new Frozen(true, Optional.empty()));
    }

    @Test
    void aLeaseThatIsLostStoresNothingAndRemovesNothing_F2() {
        enrolled("ann");
        Claim lost = scene().claimOne();
        leasesRunOut();
        Claim held = scene().claimOne();
        keep(held, HELLO);
        assertThat(freeze(lost, KEY, Optional.of(OTHER), true)).isEqualTo(Frozen.LOST);
        assertThat(ask(lost)).isEqualTo(Frozen.LOST);
        assertThat(ask(held)).isEqualTo(stored(HELLO));
    }

    @Test
    void aBatchIsAnsweredInOrder_lostLeasesBesideHeldOnes_F2() {
        enrolled("ann");
        enrolled("bob");
        List<Claim> claims = scene().claim(2);
        scene().store().steps().release(List.of(claims.get(0).lease()));
        List<Frozen> frozen = scene().store()
                .steps()
                .freeze(claims.stream()
                        .map(claim -> new Freeze(claim.lease(), KEY, Optional.of(HELLO), true))
                        .toList());
        assertThat(frozen).containsExactly(Frozen.LOST, stored(HELLO));
    }

    @Test
    void itOutlivesTheLease_F3() {
        enrolled("ann");
        keep(scene().claimOne(), HELLO);
        leasesRunOut();
        assertThat(keep(scene().claimOne(), OTHER)).isEqualTo(stored(HELLO));
    }

    @Test
    void itOutlivesAReleaseAPauseAndAResumption_F3() {
        Enrollment first = enrolled("ann");
        Claim claim = scene().claimOne();
        keep(claim, HELLO);
        scene().store().steps().release(List.of(claim.lease()));
        Enrollment paused = scene().applied(Moves.paused(first, T0));
        scene().applied(Moves.resumed(paused, T0, T1));
        assertThat(keep(claimAt(T1), OTHER)).isEqualTo(stored(HELLO));
    }

    @Test
    void aSettlementThatThawsItRemovesIt_F3() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        keep(claim, HELLO);
        assertThat(settle(sentAndThawed(claim, true))).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(ask(claimAt(T1))).isEqualTo(new Frozen(true, Optional.empty()));
    }

    @Test
    void aSettlementThatDoesNotThawItLeavesIt_F3() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        keep(claim, HELLO);
        assertThat(settle(sentAndThawed(claim, false))).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(ask(claimAt(T1))).isEqualTo(stored(HELLO));
    }

    @Test
    void aSettlementUnderALostFenceThawsNothing_F3() {
        enrolled("ann");
        Claim lost = scene().claimOne();
        leasesRunOut();
        Claim held = scene().claimOne();
        keep(held, HELLO);
        assertThat(settle(sentAndThawed(lost, true))).isEqualTo(ApplyOutcome.STALE);
        assertThat(ask(held)).isEqualTo(stored(HELLO));
    }

    @Test
    void aChangeThatLeavesTheStepRemovesIt_F3() {
        Enrollment first = enrolled("ann");
        Claim claim = scene().claimOne();
        keep(claim, HELLO);
        scene().applied(Moves.movedTo(first, StepKey.of("step-9"), T0));
        assertThat(ask(claimAt(T0))).isEqualTo(new Frozen(true, Optional.empty()));
    }

    @Test
    void everyEnrollmentHasItsOwn() {
        enrolled("ann");
        enrolled("bob");
        List<Claim> claims = scene().claim(2);
        keep(claims.get(0), HELLO);
        keep(claims.get(1), OTHER);
        assertThat(ask(claims.get(0))).isEqualTo(stored(HELLO));
        assertThat(ask(claims.get(1))).isEqualTo(stored(OTHER));
    }

    @Test
    void aMessageIsKeptLetterForLetter() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        FrozenMessage odd = new FrozenMessage(
                "\"Zoë O'Hara\"@exämple.com",
                new RenderedMessage(
                        Optional.empty(),
                        " \t\r\n\u0000 “a\\b” שלום 🙂 " + "half \ud83d half \ude42 " + "x".repeat(20_000) + "\n ",
                        Map.of("X-A", "", "x-a", " b ", "body", "c")));
        keep(claim, odd);
        assertThat(ask(claim)).isEqualTo(stored(odd));
    }
}
