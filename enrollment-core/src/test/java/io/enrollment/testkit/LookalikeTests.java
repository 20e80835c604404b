package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.PlanId;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PlanStore;
import io.enrollment.spi.RunClaim;
import io.enrollment.spi.RunStore;
import io.enrollment.spi.WidePause;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ids that weaker comparisons take for one another are different, wherever somebody asks by one. */
abstract class LookalikeTests extends StoreTests {

    private static final List<String> LOOKALIKES =
            List.of("resume", "Resume", "RESUME", "résumé", "resume ", " resume");
    private static final String HASH = "a".repeat(64);
    private static final PageRequest PAGE = PageRequest.first(99);

    private EnrollmentReader reader() {
        return scene().store().reader();
    }

    @Test
    void aPlanIsFoundByItsOwnIdOnly() {
        PlanStore plans = scene().store().plans();
        plans.publish(ACME, PlanStoreTests.plan("resume", "one"), HASH, T0);
        for (String other : LOOKALIKES.subList(1, LOOKALIKES.size())) {
            PlanId id = PlanId.of(other);
            assertThat(plans.newest(ACME, id)).as("newest of “%s”", other).isEmpty();
            assertThat(plans.find(ACME, id, 1)).as("version 1 of “%s”", other).isEmpty();
            plans.archive(ACME, id, Optional.of(T0));
        }
        assertThat(plans.archivedAt(ACME, PlanId.of("resume"))).isEmpty();
        assertThat(plans.newest(OrganizationId.of("Acme"), PlanId.of("resume"))).isEmpty();
        for (String other : LOOKALIKES) {
            assertThat(plans.publish(ACME, PlanStoreTests.plan(other, "one"), HASH, T0)
                            .version())
                    .as("the first version of “%s”", other)
                    .isEqualTo(1);
        }
        assertThat(plans.all(ACME))
                .extracting(version -> version.id().value())
                .containsExactlyInAnyOrderElementsOf(LOOKALIKES);
    }

    @Test
    void attemptsAndHistoryAreOfOneSubjectAndPlanOnly() {
        scene().enrolled(scene().first(ACME, PlanId.of("resume"), "resume", T0));
        for (String other : LOOKALIKES.subList(1, LOOKALIKES.size())) {
            Optional<SubjectId> subject = Optional.of(SubjectId.of(other));
            Optional<PlanId> plan = Optional.of(PlanId.of(other));
            assertThat(reader().attempts(ACME, Optional.empty(), subject, PAGE).items())
                    .as("attempts of “%s”", other)
                    .isEmpty();
            assertThat(reader().attempts(ACME, plan, Optional.empty(), PAGE).items())
                    .as("attempts for “%s”", other)
                    .isEmpty();
            assertThat(reader().history(ACME, subject.stream().toList()).values())
                    .as("history of “%s”", other)
                    .allMatch(history -> history.enrollments().isEmpty());
        }
        assertThat(reader().attempts(ACME, Optional.empty(), Optional.of(SubjectId.of("resume")), PAGE)
                        .items())
                .hasSize(1);
    }

    @Test
    void aKeyOfOnceIsNoOther_W9() {
        Enrollment state = enrolled("ann");
        for (String key : LOOKALIKES) {
            state = scene().applied(Moves.once(Moves.noted(state, T0), key));
        }
        assertThat(apply(Moves.once(Moves.noted(state, T0), "resume"))).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    }

    @Test
    void aRunHasItsOwnCandidatesOnly() {
        RunScene runs = new RunScene(scene());
        RunStore store = scene().store().runs();
        EnrollerRun run = runs.created("r-a");
        RunClaim claim = runs.begun();
        runs.recorded(claim, runs.chunk(claim.run(), "first", Optional.of("on"), List.of("resume"), List.of()));
        List<SubjectId> all = LOOKALIKES.stream().map(SubjectId::of).toList();
        assertThat(store.found(ACME, run.id(), all)).containsExactly(SubjectId.of("resume"));
        for (SubjectId other : all.subList(1, all.size())) {
            assertThat(store.candidates(ACME, other, PAGE).items())
                    .as("candidates that “%s” was", other)
                    .isEmpty();
        }
        assertThat(store.find(ACME, RunId.of("R-A"))).isEmpty();
        EnrollerRun same = runs.created("R-A");
        assertThat(same.status()).isEqualTo(run.status());
        assertThat(StoreInvariants.everyCandidate(store, same)).isEmpty();
    }

    @Test
    void anUniqueKeyThatARunUsesIsTaken_R3_W2() {
        RunScene runs = new RunScene(scene());
        runs.created("r-1");
        RunClaim claim = runs.begun();
        Enrollment ann = scene().first("ann");
        Enrollment bob = scene().first("bob");
        scene().enroll(made(bob, "visit"));
        scene().applied(Moves.stopped(bob, T0));
        EnrollerRun after = runs.recorded(
                claim,
                runs.chunkOf(
                        claim.run(),
                        "first",
                        Optional.of("on"),
                        List.of(made(ann, "visit"), made(scene().first("bob"), "visit"))));
        assertThat(StoreInvariants.everyCandidate(scene().store().runs(), after))
                .extracting(candidate -> candidate.result().refusal())
                .containsExactly(Optional.empty(), Optional.of("EVENT_ALREADY_USED"));
        scene().applied(Moves.stopped(ann, T0));
        assertThat(scene().enroll(made(scene().first("ann"), "visit")).refusal())
                .as("the key that the run used")
                .contains("EVENT_ALREADY_USED");
        assertThat(scene().enroll(made(scene().first("ann"), "Visit")).refusal())
                .isEmpty();
        assertThat(scene().claim(5, T0, LEASE)).hasSize(1);
    }

    @Test
    void aPauseIsOfOnePlan_H1() {
        for (String plan : LOOKALIKES) {
            WidePause.Key key = new WidePause.Key(ACME, new WidePause.OfPlan(PlanId.of(plan)), PauseCause.PLAN);
            WidePause pause = new WidePause(key, WidePause.Phase.PAUSED, T0, new Command.By("anna", ""));
            assertThat(scene().store().pauses().replace(Optional.empty(), Optional.of(pause)))
                    .as("a pause of “%s”", plan)
                    .isTrue();
        }
        assertThat(scene().store().pauses().of(Set.of(ACME))).hasSize(LOOKALIKES.size());
        assertThat(scene().store().pauses().of(Set.of(OrganizationId.of("ACME"))))
                .isEmpty();
        assertThat(scene().store().pauses().of(Set.of(ACME))).noneMatch(pause -> pause.isOf(WELCOME));
    }
}
