package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.PlanStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plans and their versions. */
abstract class PlanStoreTests extends StoreTests {

    private static final String HASH_A = "a".repeat(64);
    private static final String HASH_B = "b".repeat(64);

    private PlanStore plans() {
        return scene().store().plans();
    }

    static Plan plan(String id, String template) {
        return Plan.forPeople(id)
                .name("Zoë’s plan 🙂")
                .email("hello", template)
                .text("nudge", "t2")
                .build();
    }

    @Test
    void equalContentMakesNoNewVersion_P1() {
        PlanVersion first = plans().publish(ACME, plan("p", "one"), HASH_A, T0);
        PlanVersion again = plans().publish(ACME, plan("p", "one"), HASH_A, T0.plusSeconds(9));
        assertThat(first.version()).isEqualTo(1);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void contentThatComesBackIsANewVersion_P1() {
        plans().publish(ACME, plan("p", "one"), HASH_A, T0);
        plans().publish(ACME, plan("p", "two"), HASH_B, T0);
        assertThat(plans().publish(ACME, plan("p", "one"), HASH_A, T0).version())
                .as("only the newest version is compared")
                .isEqualTo(3);
    }

    @Test
    void versionsHaveNoHolesWhenManyPublishAtOnce_P2() {
        List<Integer> versions = Threads.inParallel(contract().threads(), thread -> {
            String hash = Integer.toHexString(thread + 1).repeat(64).substring(0, 64);
            return plans().publish(ACME, plan("p", "t" + thread), hash, T0).version();
        });
        assertThat(versions)
                .containsExactlyInAnyOrderElementsOf(
                        java.util.stream.IntStream.rangeClosed(1, contract().threads())
                                .boxed()
                                .toList());
    }

    @Test
    void aPublishedVersionNeverChanges_P3() {
        PlanVersion first = plans().publish(ACME, plan("p", "one"), HASH_A, T0);
        PlanVersion second = plans().publish(ACME, plan("p", "two"), HASH_B, T0.plusSeconds(1));
        assertThat(plans().find(ACME, PlanId.of("p"), 1)).contains(first);
        assertThat(plans().find(ACME, PlanId.of("p"), 2)).contains(second);
        assertThat(plans().newest(ACME, PlanId.of("p"))).contains(second);
    }

    @Test
    void whatWasNeverPublishedIsNotThere() {
        plans().publish(ACME, plan("p", "one"), HASH_A, T0);
        assertThat(plans().find(ACME, PlanId.of("p"), 2)).isEqualTo(Optional.empty());
        assertThat(plans().find(ACME, PlanId.of("q"), 1)).isEqualTo(Optional.empty());
        assertThat(plans().newest(ACME, PlanId.of("q"))).isEqualTo(Optional.empty());
    }

    @Test
    void theNewestOfEachIsListedByPlanId() {
        plans().publish(ACME, plan("b", "one"), HASH_A, T0);
        plans().publish(ACME, plan("a", "one"), HASH_A, T0);
        plans().publish(ACME, plan("b", "two"), HASH_B, T0);
        assertThat(plans().all(ACME))
                .extracting(version -> version.id().value() + version.version())
                .containsExactly("a1", "b2");
    }
}
