package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.Claim;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and instants are kept exactly. */
abstract class ExactnessTests extends StoreTests {

    /** Texts that weaker comparisons take for one another. */
    private static final List<String> LOOKALIKES = List.of(
            "resume",
            "Resume",
            "RESUME",
            "résumé",
            "re\u0301sume\u0301",
            "resume ",
            " resume",
            "ﬁle",
            "file",
            "ß",
            "ss");

    private static final String LONGEST = "🙂".repeat(200);

    @Test
    void idsThatDifferByCaseAccentOrBlankAreDifferent() {
        for (String text : LOOKALIKES) {
            assertThat(scene().enroll(made(scene().first(text), text)).enrolled())
                    .as("a place for “%s”", text)
                    .isTrue();
        }
        for (String text : LOOKALIKES) {
            EnrollmentQuery query = EnrollmentQuery.builder()
                    .organization(ACME)
                    .subject(SubjectId.of(text))
                    .build();
            assertThat(scene().store()
                            .reader()
                            .find(query, PageRequest.first(99))
                            .items())
                    .extracting(state -> state.subject().value())
                    .containsExactly(text);
        }
    }

    @Test
    void plansAndEventsThatDifferByCaseAccentOrBlankAreDifferent() {
        for (String text : LOOKALIKES) {
            Enrollment first = scene().first(ACME, PlanId.of(text), "ann", T0);
            scene().enrolled(first);
            assertThat(scene().store().reader().countByStatus(ACME, PlanId.of(text)))
                    .isEqualTo(Map.of(first.status(), 1L));
        }
        for (String text : LOOKALIKES) {
            Enrollment first = scene().first("bob");
            assertThat(scene().enroll(made(first, text)).enrolled()).isTrue();
            scene().applied(Moves.stopped(first, T0));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien; drop table",
                "“quoted” \\ / %_",
                "שלום עולם",
                "مرحبا",
                "👩‍👩‍👧 family",
                "a\u00A0b",
                "𐐷 deseret"
            })
    void textsOfEveryKindComeBackAsTheyWere(String text) {
        Enrollment first = scene().first(ACME, PlanId.of(text), text, T0).toBuilder()
                .subjectName(text.repeat(100))
                .eventKey(EventKey.of(text))
                .build();
        scene().enroll(made(first, text));
        assertThat(scene().stored(first)).contains(first);
        assertThat(scene().claimOne().enrollment()).isEqualTo(first);
        assertThat(scene().enroll(made(scene().first(ACME, PlanId.of(text), text, T0)))
                        .enrollment())
                .contains(first.id());
    }

    @Test
    void theLongestIdsFit() {
        Enrollment first = scene().first(ACME, PlanId.of(LONGEST), LONGEST, T0).toBuilder()
                .eventKey(EventKey.of(LONGEST))
                .build();
        scene().enroll(made(first, LONGEST));
        assertThat(scene().stored(first)).contains(first);
        settle(Moves.completed(scene().claimOne(), T0));
        assertThat(scene().enroll(made(scene().first(ACME, PlanId.of(LONGEST), LONGEST, T0), LONGEST))
                        .enrollment())
                .contains(first.id());
    }

    @Test
    void namesMayHoldAnything() {
        Enrollment first = scene().first("ann").toBuilder()
                .subjectName("nul \u0000 half \ud83d half \ude42 whole \ud83d\ude42 tab \t line \n quote \" back \\ "
                        + "x".repeat(10_000))
                .build();
        scene().enrolled(first);
        assertThat(scene().stored(first)).contains(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-08T07:30:00.123456Z",
                "2026-11-01T05:30:00.000001Z",
                "2026-11-01T06:30:00.000001Z",
                "2026-03-29T01:30:00Z",
                "2038-01-19T03:14:08Z",
                "2199-12-31T23:59:59.999999Z",
                "1969-12-31T23:59:59.999999Z",
                "1901-01-01T00:00:00.5Z"
            })
    void instantsComeBackExactly(String text) {
        Instant at = Instant.parse(text);
        Enrollment first = scene().first(ACME, WELCOME, "ann", at).toBuilder()
                .enrolledAt(at)
                .anchor(at)
                .build();
        scene().enrolled(first);
        assertThat(scene().stored(first)).contains(first);
        assertThat(scene().store().steps().earliestDue()).contains(at);
        assertThat(scene().claim(1, at.minusNanos(1000), LEASE)).isEmpty();
        Claim claim = scene().claim(1, at, LEASE).get(0);
        assertThat(claim.firstClaimedAt()).isEqualTo(at);
        settle(Moves.completed(claim, at));
        SubjectId ann = SubjectId.of("ann");
        assertThat(scene().store().reader().history(ACME, List.of(ann)).values())
                .flatExtracting(SubjectHistory::enrollments)
                .singleElement()
                .satisfies(past -> assertThat(past.enrolledAt()).isEqualTo(at))
                .satisfies(past -> assertThat(past.endedAt()).contains(at));
    }

    @Test
    void nothingIsClaimedBeforeItIsDueNotEvenByANanosecond() {
        Instant due = T0.plusNanos(1);
        scene().enrolled(scene().first(ACME, WELCOME, "ann", due));
        assertThat(scene().claim(1, T0, LEASE)).isEmpty();
        Instant earliest = scene().store().steps().earliestDue().orElseThrow();
        assertThat(earliest).isAfterOrEqualTo(due);
        assertThat(scene().claim(1, earliest, LEASE)).hasSize(1);
    }
}
