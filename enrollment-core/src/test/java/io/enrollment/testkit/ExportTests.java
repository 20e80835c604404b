package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.report.ExportFormat;
import io.enrollment.report.ExportRequest;
import io.enrollment.report.ExportStatus;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.ExportClaim;
import io.enrollment.spi.ExportLease;
import io.enrollment.spi.ExportStore;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Exports in the background, and who works on them. */
abstract class ExportTests extends StoreTests {

    private ExportStore exports() {
        return scene().store().exports();
    }

    static ExportStatus asked(OrganizationId organization, String id, Instant at) {
        ExportRequest.Builder request = ExportRequest.builder();
        ExportStatus.Builder export = ExportStatus.builder();
        return export.id(id)
                .organization(organization)
                .request(request.plan(WELCOME)
                        .addStatuses(EnrollmentStatus.FAILED, EnrollmentStatus.QUEUED)
                        .includeRemoved(true)
                        .format(ExportFormat.JSON_LINES)
                        .requester("Zoë “x” 🙂")
                        .mailTo("zoe@example.com")
                        .build())
                .state(ExportStatus.State.WRITING)
                .expected(7)
                .createdAt(at)
                .dueAt(at)
                .build();
    }

    private ExportStatus created(String id, int second) {
        return exports().create(asked(ACME, id, T0.plusSeconds(second)));
    }

    static ExportStatus.Builder after(ExportStatus before) {
        ExportStatus.Builder after = ExportStatus.builder();
        return after.from(before).revision(before.revision() + 1);
    }

    private static ExportStatus over(ExportStatus before) {
        return after(before)
                .state(ExportStatus.State.DELIVERED)
                .rows(5)
                .writings(1)
                .attempts(2)
                .problem("the disk was full")
                .reference("file:///a")
                .endedAt(T0.plusNanos(1_000))
                .build();
    }

    private Optional<ExportClaim> claim(Instant now) {
        return exports().claim(request(now));
    }

    static ClaimRequest request(Instant now) {
        return new ClaimRequest("node-1", UUID.randomUUID().toString(), 1, now, LEASE);
    }

    @Test
    void anExportIsKeptExactlyAndApartForEachOrganization() {
        ExportStatus exact = over(asked(ACME, "x", T0.plusNanos(123_456_000)));
        ExportStatus theirs = asked(OTHER, "x", T0);
        assertThat(exports().create(exact)).isEqualTo(exact);
        exports().create(theirs);
        assertThat(exports().find(ACME, "x")).contains(exact);
        assertThat(exports().find(OTHER, "x")).contains(theirs);
        assertThat(exports().find(ACME, "X")).isEmpty();
        assertThat(exports().list(OTHER, PageRequest.first(9)).items()).containsExactly(theirs);
    }

    @Test
    void anIdThatIsThereIsARepetition_X1() {
        ExportStatus first = created("x", 0);
        assertThat(created("x", 60)).isEqualTo(first);
        assertThat(exports().list(ACME, PageRequest.first(9)).items()).containsExactly(first);
    }

    @Test
    void pagesGoFromTheNewestToTheOldestWhateverIsAddedMeanwhile() {
        List<String> ids = List.of("d", "c", "b2", "b1", "a");
        List.of("a", "b1", "c", "b2", "d").forEach(id -> created(id, "abcd".indexOf(id.charAt(0))));
        PageRequest two = PageRequest.first(2);
        var first = exports().list(ACME, two);
        created("newer", 99);
        var second = exports().list(ACME, two.after(first.next().orElseThrow()));
        var third = exports().list(ACME, two.after(second.next().orElseThrow()));
        assertThat(List.of(first, second, third))
                .flatMap(page -> page.items().stream().map(ExportStatus::id).toList())
                .isEqualTo(ids);
        assertThat(third.next()).isEmpty();
    }

    @Test
    void whatIsDueLongestIsClaimedOnce_X2() {
        created("later", 60);
        ExportStatus sooner = created("sooner", 0);
        assertThat(claim(T0.minusSeconds(1))).isEmpty();
        assertThat(claim(T0.plusSeconds(60)).orElseThrow().export()).isEqualTo(sooner);
        assertThat(claim(T0.plusSeconds(60)).orElseThrow().export().id()).isEqualTo("later");
        assertThat(claim(T0.plusSeconds(60))).isEmpty();
    }

    @Test
    void ofManyThatClaimAtOnceOneGetsIt_X2() {
        created("x", 0);
        assertThat(Threads.inParallel(contract().threads(), thread -> claim(T0).isPresent()))
                .containsOnlyOnce(true);
    }

    @Test
    void aClaimThatRanOutIsClaimedAgainUnderAHigherFence_X2() {
        created("x", 0);
        ExportLease dead = claim(T0).orElseThrow().lease();
        leasesRunOut();
        ExportClaim next = claim(T0).orElseThrow();
        assertThat(next.lease().fence()).isGreaterThan(dead.fence());
        assertThat(exports().settle(dead, over(next.export()), LEASE)).isEqualTo(ApplyOutcome.STALE);
        assertThat(exports().prolong(dead, LEASE)).isFalse();
        exports().release(dead);
        assertThat(claim(T0)).isEmpty();
    }

    @Test
    void whatIsOverIsNeverClaimed_X2_X4() {
        ExportStatus export = created("x", 0);
        ExportLease lease = claim(T0).orElseThrow().lease();
        assertThat(exports().settle(lease, over(export), LEASE)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(exports().settle(lease, over(export), LEASE)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(exports().find(ACME, "x")).contains(over(export));
        leasesRunOut();
        assertThat(claim(T0.plusSeconds(9_000_000))).isEmpty();
    }

    @Test
    void aSettlementIsFencedAndRepeatable_X3_X4() {
        ExportStatus export = created("x", 0);
        ExportLease lease = claim(T0).orElseThrow().lease();
        ExportLease forged = new ExportLease(ACME, "x", lease.fence(), "other");
        ExportLease gone = new ExportLease(ACME, "none", lease.fence(), lease.token());
        ExportStatus next = after(export).rows(3).build();
        assertThat(exports().settle(forged, next, LEASE)).isEqualTo(ApplyOutcome.STALE);
        assertThat(exports().settle(gone, next, LEASE)).isEqualTo(ApplyOutcome.GONE);
        assertThat(exports().find(ACME, "x")).contains(export);
        assertThat(exports().settle(lease, next, LEASE)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(exports().settle(lease, next, LEASE)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(exports().find(ACME, "x")).contains(next);
        assertThat(claim(T0)).isEmpty();
    }

    @Test
    void aLeaseThatIsProlongedHolds_X5() {
        created("x", 0);
        ExportLease lease = claim(T0).orElseThrow().lease();
        assertThat(exports().prolong(lease, LEASE.multipliedBy(3).plusMinutes(2)))
                .isTrue();
        leasesRunOut();
        assertThat(claim(T0)).isEmpty();
    }

    @Test
    void whatIsGivenBackIsClaimedAtOnceWhenItIsDue() {
        ExportStatus export = created("x", 0);
        ExportLease lease = claim(T0).orElseThrow().lease();
        ExportStatus later = after(export).dueAt(T0.plusSeconds(30)).build();
        exports().settle(lease, later, LEASE);
        exports().release(lease);
        assertThat(exports().settle(lease, after(later).build(), LEASE)).isEqualTo(ApplyOutcome.STALE);
        assertThat(claim(T0.plusSeconds(29))).isEmpty();
        assertThat(claim(T0.plusSeconds(30)).orElseThrow().export()).isEqualTo(later);
    }

    @Test
    void aCommandTakesItAwayFromWhoeverWorksOnIt_X6() {
        ExportStatus export = created("x", 0);
        ExportLease lease = claim(T0).orElseThrow().lease();
        ExportStatus canceled =
                after(export).state(ExportStatus.State.CANCELED).endedAt(T0).build();
        assertThat(exports().change(export, canceled)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(exports().change(export, canceled)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(exports().change(export, over(export))).isEqualTo(ApplyOutcome.STALE);
        assertThat(exports().change(asked(OTHER, "x", T0), over(export))).isEqualTo(ApplyOutcome.GONE);
        assertThat(exports().settle(lease, over(canceled), LEASE)).isEqualTo(ApplyOutcome.STALE);
        assertThat(exports().find(ACME, "x")).contains(canceled);
    }

    @Test
    void whatIsOldAndOverIsForgotten_X7() {
        ExportStatus old = exports().create(over(asked(ACME, "old", T0)));
        ExportStatus running = created("running", 1);
        ExportStatus fresh = exports().create(over(asked(ACME, "fresh", T0.plusSeconds(60))));
        ExportStatus theirs = exports().create(over(asked(OTHER, "theirs", T0)));
        PurgeRequest one = new PurgeRequest(ACME, T0.plusSeconds(60), 1, Optional.empty());
        Optional<String> next = exports().purge(one);
        while (next.isPresent()) {
            next = exports().purge(one.after(next.get()));
        }
        assertThat(exports().find(ACME, old.id())).isEmpty();
        assertThat(exports().list(ACME, PageRequest.first(9)).items()).containsExactly(fresh, running);
        assertThat(exports().find(OTHER, "theirs")).contains(theirs);
    }
}
