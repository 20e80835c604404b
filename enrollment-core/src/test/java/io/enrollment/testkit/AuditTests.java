package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.report.StoredEnrollment;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.Claim;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is stored as it is stored: A1 to A3. That it agrees with itself is checked after every test, by the invariants. */
abstract class AuditTests extends StoreTests {

    private AuditStore audit() {
        return scene().store().audit();
    }

    private StoredEnrollment record(Enrollment state) {
        return audit().record(state.organization(), state.id()).orElseThrow();
    }

    @Test
    void aRecordTellsWhatIsKeptBesideTheState() {
        Enrollment ann = scene().enrolled("ann");
        assertThat(record(ann))
                .isEqualTo(
                        new StoredEnrollment(ann.id(), Optional.of(ann), "", "QUEUED", false, Optional.of(T0), true));
        Enrollment paused = scene().applied(Moves.paused(ann, T0));
        assertThat(record(ann).queuedFor()).isEmpty();
        assertThat(record(ann).holdsPlace()).isTrue();
        scene().applied(Moves.removed(paused, T0));
        assertThat(record(ann).holdsPlace()).isFalse();
        assertThat(record(ann).removed()).isTrue();
    }

    @Test
    void whatIsOfAnotherOrganizationDoesNotExist() {
        Enrollment ann = scene().enrolled("ann");
        assertThat(audit().record(OTHER, ann.id())).isEmpty();
        assertThat(audit().record(ACME, EnrollmentId.of("none"))).isEmpty();
        assertThat(StoreInvariants.every(page -> audit().records(OTHER, page), 2))
                .isEmpty();
        assertThat(audit().realign(OTHER, record(ann))).isFalse();
    }

    @Test
    void whatChangedSinceItWasSeenIsLeftAlone_A1() {
        Enrollment ann = scene().enrolled("ann");
        StoredEnrollment seen = record(ann);
        scene().applied(Moves.stopped(ann, T0));
        assertThat(audit().realign(ACME, seen)).isFalse();
    }

    @Test
    void aClaimThatStandsMaySettle_A2() {
        Enrollment ann = scene().enrolled("ann");
        Claim claim = scene().claimOne();
        assertThat(audit().realign(ACME, record(ann))).isTrue();
        assertThat(settle(Moves.sent(claim, T0, T0))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void aPausedOneStaysOutOfTheQueueAndAnEndedOneKeepsNoPlace_A3() {
        Enrollment paused = scene().applied(Moves.paused(scene().enrolled("ann"), T0));
        Enrollment stopped = scene().applied(Moves.stopped(scene().enrolled("bob"), T0));
        Enrollment again = scene().enrolled("bob");
        assertThat(audit().realign(ACME, record(paused))).isTrue();
        assertThat(audit().realign(ACME, record(stopped))).isTrue();
        assertThat(record(again).holdsPlace()).isTrue();
        assertThat(scene().claim(10))
                .extracting(claim -> claim.enrollment().id())
                .containsExactly(again.id());
    }

    @Test
    void nothingToCorrectChangesNothing() {
        scene().enrolled("ann");
        audit().correct(ACME, WELCOME, Map.of());
        assertThat(scene().store().reader().counts(ACME, WELCOME).total()).isEqualTo(1);
    }
}
