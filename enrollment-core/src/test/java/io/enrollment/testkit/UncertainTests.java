package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.StepKey;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Uncertain messages are listed until a log entry says what became of them. */
abstract class UncertainTests extends StoreTests {

    private static final StepKey HELLO = StepKey.of("hello");
    private static final StepKey AGAIN = StepKey.of("again");

    private Enrollment logged(Enrollment state, LogKind kind, StepKey step, String reason, Instant at) {
        Change noted = Moves.noted(state, at);
        LogEntry.Builder entry = LogEntry.builder();
        LogEntry told = entry.from(noted.log().get(0))
                .kind(kind)
                .step(step)
                .reason(reason)
                .build();
        return scene().applied(new Change(state, noted.after(), List.of(told), Optional.empty()));
    }

    private Enrollment uncertain(Enrollment state, StepKey step, Instant at) {
        return logged(state, LogKind.UNCERTAIN, step, "LOST", at);
    }

    private Page<UncertainOutcome> page(OrganizationId organization, PageRequest request) {
        return scene().store().reader().uncertain(organization, request);
    }

    private List<UncertainOutcome> listed() {
        return page(ACME, PageRequest.first(100)).items();
    }

    @Test
    void theyAreListedNewestFirstAndPagedByKey() {
        List<UncertainOutcome> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Enrollment state = scene().enrolled("s-" + i);
            Instant at = T0.plusSeconds(i / 2);
            Enrollment once = uncertain(state, HELLO, at);
            uncertain(once, AGAIN, at);
            all.add(new UncertainOutcome(state.id(), WELCOME, HELLO, at));
            all.add(new UncertainOutcome(state.id(), WELCOME, AGAIN, at));
        }
        List<UncertainOutcome> found = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(3));
        while (next.isPresent()) {
            PageRequest present = next.get();
            Page<UncertainOutcome> page = page(ACME, present);
            found.addAll(page.items());
            next = page.next().map(present::after);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
        assertThat(found).isEqualTo(listed());
        assertThat(found).extracting(UncertainOutcome::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(page(OTHER, PageRequest.first(10)).items()).isEmpty();
    }

    @Test
    void whatIsSaidOfOneEndsThatOne() {
        Enrollment both = uncertain(uncertain(scene().enrolled("ann"), HELLO, T0), AGAIN, T0);
        Enrollment one = logged(both, LogKind.RESOLVED, HELLO, "SENT", T0);
        assertThat(listed()).extracting(UncertainOutcome::step).containsExactly(AGAIN);
        Enrollment noise = logged(one, LogKind.LATE_OUTCOME, AGAIN, "REJECTED", T0);
        assertThat(listed()).hasSize(1);
        Enrollment late = logged(noise, LogKind.LATE_OUTCOME, AGAIN, "ACCEPTED", T0);
        assertThat(listed()).isEmpty();
        Enrollment anew = uncertain(late, AGAIN, T0.plusSeconds(9));
        assertThat(listed()).extracting(UncertainOutcome::at).containsExactly(T0.plusSeconds(9));
        Enrollment again = uncertain(anew, AGAIN, T0.plusSeconds(10));
        assertThat(listed()).extracting(UncertainOutcome::at).containsExactly(T0.plusSeconds(10));
        logged(again, LogKind.RETRIED, AGAIN, "UNCERTAIN", T0);
        assertThat(listed()).isEmpty();
    }

    @Test
    void theyGoWithAPurge() {
        Enrollment old = scene().applied(Moves.stopped(uncertain(scene().enrolled("ann"), HELLO, T0), T0));
        Enrollment running = uncertain(scene().enrolled("bob"), HELLO, T0);
        assertThat(listed()).extracting(UncertainOutcome::enrollment).contains(old.id());
        scene().purge(ACME, T0.plus(Duration.ofDays(1)), 100);
        assertThat(listed()).extracting(UncertainOutcome::enrollment).containsExactly(running.id());
    }
}
