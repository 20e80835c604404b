package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.Lease;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.Settlement;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two organizations whose ids are all equal never see a row of one another. */
abstract class IsolationTests extends StoreTests {

    private static final EnrollmentId ID = EnrollmentId.of("e-same");
    private static final SubjectId ANN = SubjectId.of("ann");

    private EnrollmentReader reader() {
        return scene().store().reader();
    }

    private Enrollment same(OrganizationId organization) {
        return scene().first(organization, WELCOME, "ann", T0).toBuilder()
                .id(ID)
                .subjectName(organization.value())
                .build();
    }

    private Enrollment own(OrganizationId organization) {
        return scene().stored(same(organization)).orElseThrow();
    }

    private EnrollmentResult enroll(OrganizationId organization) {
        EnrollItem item = scene().item(made(same(organization), "visit-1"));
        EnrollmentResult.Builder attempt = EnrollmentResult.builder();
        attempt.from(item.attempt()).id("a-same");
        return scene().enroll(new EnrollItem(attempt.build(), item.enrollment()));
    }

    @Test
    void equalIdsPlacesAndKeysDoNotCollide() {
        assertThat(enroll(ACME).enrolled()).isTrue();
        assertThat(enroll(OTHER).enrolled()).isTrue();
        for (OrganizationId organization : Scene.ORGANIZATIONS) {
            assertThat(own(organization).subjectName()).contains(organization.value());
        }
    }

    @Test
    void noReadingMethodShowsARowOfAnother() {
        enroll(ACME);
        EnrollmentQuery query = EnrollmentQuery.builder().organization(OTHER).build();
        PageRequest page = PageRequest.first(10);
        assertThat(reader().load(OTHER, List.of(ID))).isEmpty();
        assertThat(reader().find(query, page).items()).isEmpty();
        assertThat(reader().log(OTHER, ID, page).items()).isEmpty();
        assertThat(reader().uncertain(OTHER, page).items()).isEmpty();
        assertThat(reader().decisions(OTHER, ID, page).items()).isEmpty();
        assertThat(reader().history(OTHER, List.of(ANN))).isEqualTo(Map.of(ANN, SubjectHistory.none()));
        assertThat(reader().countByStatus(OTHER, WELCOME)).isEmpty();
        assertThat(reader().attempts(OTHER, Optional.of(WELCOME), Optional.of(ANN), page)
                        .items())
                .isEmpty();
    }

    @Test
    void noPlanOfAnotherIsSeen() {
        String hash = "c".repeat(64);
        PlanVersion own = scene().store().plans().publish(ACME, PlanStoreTests.plan("p", "one"), hash, T0);
        assertThat(scene().store().plans().find(OTHER, own.id(), 1)).isEmpty();
        assertThat(scene().store().plans().newest(OTHER, own.id())).isEmpty();
        assertThat(scene().store().plans().all(OTHER)).isEmpty();
        assertThat(scene().store()
                        .plans()
                        .publish(OTHER, PlanStoreTests.plan("p", "two"), hash, T0)
                        .plan())
                .isEqualTo(PlanStoreTests.plan("p", "two"));
        assertThat(scene().store().plans().all(ACME)).containsExactly(own);
    }

    @Test
    void noCommandReachesAnother() {
        enroll(ACME);
        enroll(OTHER);
        scene().applied(Moves.stopped(own(OTHER), T0));
        assertThat(reader().countByStatus(ACME, WELCOME)).isEqualTo(Map.of(EnrollmentStatus.QUEUED, 1L));
        assertThat(reader().countByStatus(OTHER, WELCOME)).isEqualTo(Map.of(EnrollmentStatus.STOPPED, 1L));
        assertThat(apply(Moves.paused(same(ACME), T0))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void noLeaseReachesAnother() {
        enroll(ACME);
        Claim claim = scene().claimOne();
        Lease own = claim.lease();
        Lease foreign = new Lease(OTHER, own.subject(), own.enrollment(), own.fence(), own.token());
        Settlement sent = Moves.sent(claim, T0, T0);
        assertThat(settle(new Settlement(foreign, sent.before(), sent.after(), sent.log())))
                .isEqualTo(ApplyOutcome.GONE);
        assertThat(scene().store().steps().mark(List.of(foreign))).containsExactly(false);
        assertThat(scene().store().steps().extend(List.of(foreign), Scene.LEASE))
                .containsExactly(false);
        scene().store().steps().release(List.of(foreign));
        assertThat(settle(sent)).isEqualTo(ApplyOutcome.APPLIED);
    }
}
