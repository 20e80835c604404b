package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.PlanId;
import io.enrollment.spi.ScheduleMark;
import io.enrollment.spi.ScheduleStore;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far run schedules were looked at. */
abstract class ScheduleTests extends StoreTests {

    private ScheduleStore schedules() {
        return scene().store().schedules();
    }

    private static ScheduleMark mark(OrganizationId organization, String plan, int seen, int lookAt) {
        return new ScheduleMark(
                organization, PlanId.of(plan), T0.plusSeconds(seen), Optional.of(T0.plusSeconds(lookAt)));
    }

    private ScheduleMark stored(ScheduleMark mark) {
        assertThat(schedules().move(Optional.empty(), mark)).isTrue();
        return mark;
    }

    @Test
    void aMarkIsKeptExactlyAndApartForEachOrganizationAndPlan() {
        Instant exact = T0.plusNanos(123_456_000);
        ScheduleMark ours = new ScheduleMark(ACME, WELCOME, exact, Optional.of(exact.plusNanos(1_000)));
        ScheduleMark never = new ScheduleMark(OTHER, WELCOME, exact, Optional.empty());
        assertThat(schedules().find(ACME, WELCOME)).isEmpty();
        stored(ours);
        stored(never);
        assertThat(schedules().find(ACME, WELCOME)).contains(ours);
        assertThat(schedules().find(OTHER, WELCOME)).contains(never);
        assertThat(schedules().find(ACME, PlanId.of("Welcome"))).isEmpty();
    }

    @Test
    void aMarkMovesOnOnlyFromWhatIsStored_C1() {
        ScheduleMark first = stored(mark(ACME, "p", 0, 60));
        ScheduleMark second = mark(ACME, "p", 60, 120);
        assertThat(schedules().move(Optional.of(mark(ACME, "p", 1, 60)), second))
                .isFalse();
        assertThat(schedules().move(Optional.empty(), second)).isFalse();
        assertThat(schedules().find(ACME, PlanId.of("p"))).contains(first);
        assertThat(schedules().move(Optional.of(first), second)).isTrue();
        assertThat(schedules().find(ACME, PlanId.of("p"))).contains(second);
    }

    @Test
    void aMoveThatIsRepeatedSaysTheSame_C2() {
        ScheduleMark first = stored(mark(ACME, "p", 0, 60));
        ScheduleMark second = mark(ACME, "p", 60, 120);
        assertThat(schedules().move(Optional.of(first), second)).isTrue();
        assertThat(schedules().move(Optional.of(first), second)).isTrue();
        assertThat(schedules().find(ACME, PlanId.of("p"))).contains(second);
    }

    @Test
    void ofManyThatMoveAtOnceOneDoes_C1() {
        ScheduleMark first = stored(mark(ACME, "p", 0, 60));
        List<Boolean> moved = Threads.inParallel(
                contract().threads(),
                thread -> schedules().move(Optional.of(first), mark(ACME, "p", 60, 120 + thread)));
        assertThat(moved).containsOnlyOnce(true);
    }

    @Test
    void ofManyThatStoreTheFirstAtOnceOneDoes_C1() {
        List<Boolean> moved = Threads.inParallel(
                contract().threads(), thread -> schedules().move(Optional.empty(), mark(ACME, "p", 0, 60 + thread)));
        assertThat(moved).containsOnlyOnce(true);
    }

    @Test
    void whatIsToBeLookedAtComesEarliestFirst() {
        ScheduleMark later = stored(mark(ACME, "later", 0, 120));
        ScheduleMark sooner = stored(mark(OTHER, "sooner", 0, 60));
        stored(new ScheduleMark(ACME, PlanId.of("never"), T0, Optional.empty()));
        assertThat(schedules().earliest()).isEqualTo(sooner.lookAt());
        assertThat(schedules().due(T0.plusSeconds(59), 10)).isEmpty();
        assertThat(schedules().due(T0.plusSeconds(60), 10)).containsExactly(sooner);
        assertThat(schedules().due(T0.plusSeconds(9_000_000), 10)).containsExactly(sooner, later);
        assertThat(schedules().due(T0.plusSeconds(9_000_000), 1)).containsExactly(sooner);
    }

    @Test
    void nothingIsToBeLookedAtInANewStore() {
        assertThat(schedules().earliest()).isEmpty();
        assertThat(schedules().due(T0, 10)).isEmpty();
    }
}
