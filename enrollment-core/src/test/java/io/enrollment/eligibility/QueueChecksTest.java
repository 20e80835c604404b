package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.NOW;
import static io.enrollment.eligibility.Given.at;
import static io.enrollment.eligibility.Given.history;
import static io.enrollment.eligibility.Given.noon;
import static io.enrollment.eligibility.Given.past;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.ReEnrollment;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** ALREADY_IN_QUEUE and UNIQUE_EVENT under every policy. */
class QueueChecksTest {

    private static final ReEnrollment ONCE = new ReEnrollment.Once();
    private static final ReEnrollment PER_EVENT = new ReEnrollment.OncePerEventKey();
    private static final ReEnrollment RESTART = new ReEnrollment.RestartActive();

    @ParameterizedTest
    @EnumSource(EnrollmentStatus.class)
    void anEnrollmentThatIsNotTerminalIsInTheQueue(EnrollmentStatus status) {
        PastEnrollment entry = past(NOW.minusSeconds(9)).status(status).build();
        CheckResult result = queue(PER_EVENT, entry);

        assertThat(result.failed()).isEqualTo(!status.isTerminal());
        assertThat(result.reason()).isEqualTo(status.isTerminal() ? "NOT_IN_QUEUE" : "ALREADY_IN_QUEUE");
        assertThat(result.wouldPassIf().isPresent()).isEqualTo(!status.isTerminal());
    }

    @Test
    void theLatestRunningEnrollmentIsTheEvidence() {
        PastEnrollment older =
                past(NOW.minusSeconds(9)).status(EnrollmentStatus.FAILED).build();
        PastEnrollment newer =
                past(NOW.minusSeconds(5)).status(EnrollmentStatus.PAUSED).build();

        assertThat(queue(PER_EVENT, newer, older).evidence())
                .containsEntry("status", "PAUSED")
                .containsEntry("enrolledAt", NOW.minusSeconds(5).toString());
        assertThat(queue(PER_EVENT, older, newer)).isEqualTo(queue(PER_EVENT, newer, older));
    }

    @Test
    void anEnrollmentOfAnotherPlanIsInNobodysWay() {
        PastEnrollment other = past(NOW)
                .plan(PlanId.of("other"))
                .status(EnrollmentStatus.QUEUED)
                .build();

        assertThat(queue(PER_EVENT, other).reason()).isEqualTo("NOT_IN_QUEUE");
        assertThat(unique(ONCE, other).reason()).isEqualTo("EVENT_NEW");
    }

    @Test
    void aPlanThatRestartsHasNoQueueAndNoUniqueEvent() {
        PastEnrollment running = past(NOW).status(EnrollmentStatus.QUEUED).build();

        assertThat(queue(RESTART, running).describe()).isEqualTo("ALREADY_IN_QUEUE NOT_APPLICABLE RESTART_ACTIVE");
        assertThat(unique(RESTART, running).describe()).isEqualTo("UNIQUE_EVENT NOT_APPLICABLE RESTART_ACTIVE");
    }

    @ParameterizedTest
    @EnumSource(EnrollmentStatus.class)
    void anEventIsUsedWhateverBecameOfItsEnrollment(EnrollmentStatus status) {
        CheckResult result =
                unique(PER_EVENT, past(NOW.minusSeconds(9)).status(status).build());

        assertThat(result.reason()).isEqualTo("EVENT_ALREADY_USED");
        assertThat(result.failed()).isTrue();
        assertThat(result.evidence())
                .containsEntry("eventKey", "-")
                .containsEntry("status", status.name())
                .containsEntry("enrolledAt", NOW.minusSeconds(9).toString());
        assertThat(result.wouldPassIf()).isPresent();
    }

    @Test
    void anotherEventIsNew() {
        CheckInput input = uniqueInput(
                        PER_EVENT, past(NOW).eventKey(EventKey.of("visit-1")).build())
                .eventKey(EventKey.of("visit-2"))
                .build();

        assertThat(Given.run(CheckName.UNIQUE_EVENT, input).describe()).isEqualTo("UNIQUE_EVENT PASSED EVENT_NEW");
    }

    @Test
    void onceIgnoresTheEvent() {
        CheckResult result =
                unique(ONCE, past(NOW).eventKey(EventKey.of("visit-1")).build());

        assertThat(result.failed()).isTrue();
        assertThat(result.reason()).isEqualTo("ENROLLED_BEFORE");
        assertThat(result.wouldPassIf()).isPresent();
        assertThat(unique(ONCE).reason()).isEqualTo("EVENT_NEW");
    }

    @Test
    void aPlanMayTurnTheCheckOff() {
        CheckInput.Builder input = uniqueInput(PER_EVENT, past(NOW).build());
        input.plan(Given.plan(Given.email()).uniqueEvent(false).build());

        assertThat(Given.run(CheckName.UNIQUE_EVENT, input.build()).describe())
                .isEqualTo("UNIQUE_EVENT NOT_APPLICABLE UNIQUE_EVENT_OFF");
    }

    @ParameterizedTest
    @CsvSource({
        // cool-down, now: the last enrollment ended at 2026-01-31T09:00 in Toronto
        "P30D, 2026-03-02T08:59:59, FAILED",
        "P30D, 2026-03-02T09:00, PASSED",
        "P1M, 2026-02-28T08:59:59, FAILED",
        "P1M, 2026-02-28T09:00, PASSED",
        "P0D, 2026-01-31T09:00, PASSED",
        "P40D, 2026-03-12T08:59, FAILED",
        "P40D, 2026-03-12T09:00, PASSED"
    })
    void afterExitWaitsForTheCoolDownByLocalTime(Period coolDown, String now, CheckResult.Outcome outcome) {
        Instant end = at("2026-01-31T09:00");
        PastEnrollment first = ended(noon("2025-12-01"), noon("2025-12-20"));
        PastEnrollment last = ended(noon("2026-01-02"), end);
        CheckInput input =
                uniqueInput(afterExit(coolDown), last, first).now(at(now)).build();
        CheckResult result = Given.run(CheckName.UNIQUE_EVENT, input);

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).isEqualTo(result.failed() ? "COOL_DOWN" : "EVENT_NEW");
        if (result.failed()) {
            Instant over = end.atZone(Given.TORONTO).plus(coolDown).toInstant();
            assertThat(result.earliestPassAt()).contains(over);
            assertThat(result.evidence())
                    .containsEntry("endedAt", end.toString())
                    .containsEntry("coolDown", coolDown.toString());
        }
    }

    @Test
    void theEndOfTheOneThatEndedLastCounts() {
        PastEnrollment earlyButLong = ended(noon("2025-12-01"), noon("2026-03-01"));
        PastEnrollment lateButShort = ended(noon("2026-01-02"), noon("2026-01-03"));
        CheckResult result = unique(afterExit(Period.ofDays(30)), earlyButLong, lateButShort);

        assertThat(result.earliestPassAt()).contains(noon("2026-03-31"));
    }

    @Test
    void withoutAnEndTheEntryCounts() {
        CheckResult result =
                unique(afterExit(Period.ofDays(30)), past(noon("2026-03-01")).build());

        assertThat(result.earliestPassAt()).contains(noon("2026-03-31"));
    }

    @Test
    void aRunningEnrollmentHasNoCoolDownYet() {
        PastEnrollment running =
                past(NOW.minusSeconds(9)).status(EnrollmentStatus.PAUSED).build();
        CheckResult result = unique(afterExit(Period.ZERO), ended(noon("2025-12-01"), noon("2025-12-20")), running);

        assertThat(result.reason()).isEqualTo("COOL_DOWN");
        assertThat(result.earliestPassAt()).isEmpty();
        assertThat(result.wouldPassIf()).isPresent();
        assertThat(result.evidence()).containsEntry("status", "PAUSED").containsEntry("coolDown", "P0D");
    }

    @Test
    void theMaximumCountsEveryEnrollmentOfThePlan() {
        ReEnrollment policy = new ReEnrollment.AfterExit(Period.ZERO, Optional.of(2));
        PastEnrollment one = ended(noon("2025-12-01"), noon("2025-12-20"));
        PastEnrollment two = ended(noon("2026-01-01"), noon("2026-01-20"));
        CheckResult result = unique(policy, one, two);

        assertThat(unique(policy, one).describe()).isEqualTo("UNIQUE_EVENT PASSED EVENT_NEW");
        assertThat(result.reason()).isEqualTo("MAX_REACHED");
        assertThat(result.evidence()).containsEntry("enrollments", "2");
        assertThat(result.wouldPassIf()).isPresent();
        assertThat(unique(policy).reason()).isEqualTo("EVENT_NEW");
    }

    @ParameterizedTest
    @EnumSource(EndCause.class)
    void aRuleDoesNotUndoAManualStopOrAnOptOut(EndCause cause) {
        PastEnrollment stopped = past(NOW.minusSeconds(9)).endCause(cause).build();
        for (ReEnrollment policy : new ReEnrollment[] {PER_EVENT, RESTART, afterExit(Period.ZERO)}) {
            CheckResult byRule = Given.run(
                    CheckName.UNIQUE_EVENT,
                    uniqueInput(policy, stopped).origin(EntryOrigin.RULE).build());
            boolean exited = cause == EndCause.MANUAL || cause == EndCause.OPTED_OUT;

            assertThat(byRule.reason().equals("EXITED_BEFORE")).isEqualTo(exited);
            if (exited) {
                assertThat(byRule.failed()).isTrue();
                assertThat(byRule.evidence()).containsEntry("endCause", cause.name());
                assertThat(byRule.wouldPassIf()).isPresent();
            }
            assertThat(unique(policy, stopped).reason()).isNotEqualTo("EXITED_BEFORE");
        }
    }

    @Test
    void aManualStopIsForgottenOnceAPersonEnrolledTheSubjectAnew() {
        PastEnrollment stopped =
                past(NOW.minusSeconds(9)).endCause(EndCause.MANUAL).build();
        PastEnrollment anew =
                past(NOW.minusSeconds(5)).endCause(EndCause.END_OF_PLAN).build();
        CheckInput input = uniqueInput(afterExit(Period.ZERO), anew, stopped)
                .origin(EntryOrigin.RULE)
                .build();

        assertThat(Given.run(CheckName.UNIQUE_EVENT, input).reason()).isEqualTo("EVENT_NEW");
    }

    private static ReEnrollment afterExit(Period coolDown) {
        return new ReEnrollment.AfterExit(coolDown, Optional.empty());
    }

    private static PastEnrollment ended(Instant entry, Instant end) {
        return past(entry).endedAt(end).endCause(EndCause.END_OF_PLAN).build();
    }

    private static CheckResult queue(ReEnrollment policy, PastEnrollment... past) {
        return Given.run(CheckName.ALREADY_IN_QUEUE, uniqueInput(policy, past).build());
    }

    private static CheckResult unique(ReEnrollment policy, PastEnrollment... past) {
        return Given.run(CheckName.UNIQUE_EVENT, uniqueInput(policy, past).build());
    }

    private static CheckInput.Builder uniqueInput(ReEnrollment policy, PastEnrollment... past) {
        return Given.input()
                .plan(Given.plan(Given.email()).reEnrollment(policy).build())
                .history(history(past));
    }
}
