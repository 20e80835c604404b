package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.report.PlanCounts;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Erasure;
import io.enrollment.spi.ErasureStore;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Erasing subjects: D1 to D5. */
abstract class ErasureTests extends StoreTests {

    private static final SubjectId ANN = SubjectId.of("ann");
    private static final String HASH = "a".repeat(64);

    private ErasureStore erasures() {
        return scene().store().erasures();
    }

    private static Erasure erasure(OrganizationId organization) {
        return new Erasure(organization, ANN, Set.of(HASH, "b".repeat(64)), ErasureTests::hash, T0);
    }

    private static String hash(String text) {
        return String.format("%064x", text.hashCode() & 0xffffffffL);
    }

    private Enrollment ended(String subject) {
        Enrollment enrolled = scene().first(subject);
        scene().enroll(made(enrolled, "event:visit-1"));
        return scene().applied(Moves.stopped(enrolled, T0));
    }

    @Test
    void nothingOfTheSubjectIsLeftAndWhatHappenedIs_D1() {
        Enrollment ann = ended("ann");
        Enrollment bob = ended("bob");
        PlanCounts before = scene().store().reader().counts(ACME, WELCOME);
        assertThat(erasures().erase(erasure(ACME))).isTrue();
        Enrollment left = scene().stored(ann).orElseThrow();
        assertThat(left.subject().value()).startsWith("erased-");
        assertThat(left.subjectName()).isEmpty();
        assertThat(left.status()).isEqualTo(ann.status());
        assertThat(scene().log(ann)).extracting(LogEntry::kind).hasSize(2);
        assertThat(scene().log(ann)).allMatch(entry -> entry.details().isEmpty());
        List<EnrollmentResult> attempts =
                StoreInvariants.everyAttempt(scene().store().reader(), ACME);
        assertThat(attempts).noneMatch(attempt -> attempt.subject().equals(ANN));
        assertThat(attempts)
                .filteredOn(attempt -> attempt.subject().equals(left.subject()))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.checks())
                        .allMatch(check -> check.evidence().isEmpty()));
        assertThat(scene().store().reader().history(ACME, List.of(ANN))).isEqualTo(Map.of(ANN, SubjectHistory.none()));
        assertThat(scene().store().reader().counts(ACME, WELCOME)).isEqualTo(before);
        assertThat(scene().stored(bob)).contains(bob);
    }

    @Test
    void aSubjectWithARunningEnrollmentIsNotErased_D3() {
        Enrollment ann = scene().enrolled("ann");
        assertThat(erasures().erase(erasure(ACME))).isFalse();
        assertThat(scene().stored(ann)).contains(ann);
        assertThat(erasures().erased(ACME, List.of(HASH))).isEmpty();
    }

    @Test
    void theHashesAreRemembered_D4() {
        ended("ann");
        erasures().erase(erasure(ACME));
        assertThat(erasures().erased(ACME, List.of(HASH, "c".repeat(64)))).containsExactly(HASH);
        assertThat(erasures().erased(OTHER, List.of(HASH))).isEmpty();
        assertThat(erasures().erased(ACME, List.of())).isEmpty();
    }

    @Test
    void anEventThatWasToldBeforeTheErasureIsKnownAfterIt_D5() {
        Enrollment ann = ended("ann");
        Enrollment told = scene().applied(Moves.once(Moves.noted(ann, T0), "event-1"));
        erasures().erase(erasure(ACME));
        Enrollment left = scene().stored(told).orElseThrow();
        assertThat(scene().apply(Moves.once(Moves.noted(left, T0), "event-1"))).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(scene().apply(Moves.once(Moves.noted(left, T0), "event-2"))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void whatWasDecidedBeforeTheErasureDoesNotBringTheSubjectBack_D1() {
        Enrollment ann = ended("ann");
        erasures().erase(erasure(ACME));
        Enrollment left = scene().stored(ann).orElseThrow();
        assertThat(scene().apply(Moves.once(Moves.noted(ann, T0), "event-1"))).isEqualTo(ApplyOutcome.STALE);
        assertThat(scene().apply(Moves.noted(ann, T0))).isEqualTo(ApplyOutcome.STALE);
        assertThat(scene().stored(ann)).contains(left);
        assertThat(scene().apply(Moves.once(Moves.noted(left, T0), "event-1"))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void whatAPurgeHasLeftOfTheSubjectIsForgottenToo_D1() {
        ended("ann");
        scene().purge(ACME, T0.plus(Duration.ofDays(1)), 100);
        assertThat(history().enrollments()).hasSize(1);
        assertThat(erasures().erase(erasure(ACME))).isTrue();
        assertThat(history()).isEqualTo(SubjectHistory.none());
    }

    private SubjectHistory history() {
        return scene().store().reader().history(ACME, List.of(ANN)).getOrDefault(ANN, SubjectHistory.none());
    }

    @Test
    void erasingAgainAndErasingSomebodyUnknownIsDone() {
        ended("ann");
        assertThat(erasures().erase(erasure(ACME))).isTrue();
        assertThat(erasures().erase(erasure(ACME))).isTrue();
        assertThat(erasures().erase(erasure(OTHER))).isTrue();
    }

    @Test
    void anotherOrganizationKeepsItsOwn() {
        ended("ann");
        Enrollment other = scene().enrolled(scene().first(OTHER, WELCOME, "ann", T0));
        assertThat(erasures().erase(erasure(ACME))).isTrue();
        assertThat(scene().stored(other)).contains(other);
    }

    @Test
    void anArchivedPlanIsOneUntilItIsTakenBack_P4() {
        assertThat(scene().store().plans().archivedAt(ACME, WELCOME)).isEmpty();
        scene().store().plans().archive(ACME, WELCOME, Optional.of(T0));
        scene().store().plans().archive(ACME, WELCOME, Optional.of(T0.plusSeconds(1)));
        assertThat(scene().store().plans().archivedAt(ACME, WELCOME)).contains(T0.plusSeconds(1));
        assertThat(scene().store().plans().archivedAt(OTHER, WELCOME)).isEmpty();
        scene().store().plans().archive(ACME, WELCOME, Optional.empty());
        assertThat(scene().store().plans().archivedAt(ACME, WELCOME)).isEmpty();
    }
}
