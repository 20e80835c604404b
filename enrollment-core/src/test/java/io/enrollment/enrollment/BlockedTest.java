package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.eligibility.Phase;
import io.enrollment.json.QuietHoursJson;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.WhenBlocked;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a message that its checks do not let pass right before the hand-off. */
class BlockedTest {

    private static final Instant FRIDAY = Course.local("2026-01-09T12:00");

    /** A host's check that fails for everybody until an instant, which it may or may not tell. */
    private record NotBefore(Instant at, Optional<Instant> told) implements EligibilityCheck {
        @Override
        public CheckName name() {
            return CheckName.of("NOT_BEFORE");
        }

        @Override
        public Set<Phase> phases() {
            return Set.of(Phase.SEND);
        }

        @Override
        public CheckResult check(CheckInput input) {
            return input.now().isBefore(at)
                    ? CheckResult.failed(name(), "TOO_EARLY")
                            .fact("at", at)
                            .earliestPassAt(told)
                            .build()
                    : CheckResult.passed(name(), "LATE_ENOUGH").build();
        }
    }

    private static PlanBuilder one(WhenBlocked whenBlocked) {
        return Plan.forPeople("welcome").email("one", "t").whenBlocked(whenBlocked);
    }

    private static Course checked(Plan plan, EligibilityCheck check) {
        Rules rules = Rules.builder()
                .quietHours(QuietHoursJson.builtIn())
                .checks(List.of(check))
                .build();
        return Course.of(rules, plan, Course.lead().build(), Course.MONDAY);
    }

    private static EligibilityCheck untilFriday() {
        return new NotBefore(FRIDAY, Optional.of(FRIDAY));
    }

    @Test
    void itIsSkippedWithTheReasonAndTheEvidence() {
        Course course = checked(one(WhenBlocked.SKIP).build(), untilFriday());

        course.claim();

        assertThat(course.lines()).containsExactly("SKIPPED one TOO_EARLY", "COMPLETED END_OF_PLAN");
        assertThat(course.log().get(1).details()).containsEntry("at", FRIDAY.toString());
        assertThat(course.state().counters().emailsSkipped()).isEqualTo(1);
    }

    @Test
    void itWaitsUntilTheCheckWouldPassWhereTheStepSaysSo() {
        Course course = checked(one(WhenBlocked.WAIT).build(), untilFriday());

        course.claim();

        assertThat(course.lines()).containsExactly("HELD one TOO_EARLY");
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PENDING_DEPLOYMENT);
        assertThat(course.state().heldBecause()).contains("TOO_EARLY");
        assertThat(course.due()).isEqualTo("2026-01-09T12:00");
        assertThat(course.run().lines()).contains("SENT one");
    }

    @Test
    void theWaitEndsInTheWindow() {
        Course course = checked(
                one(WhenBlocked.WAIT)
                        .window(SendWindow.weekdays("09:00", "11:00"))
                        .build(),
                untilFriday());

        course.claim();

        assertThat(course.due()).isEqualTo("2026-01-12T09:00");
    }

    @Test
    void itIsSkippedWhenNobodyCanTellHowLongToWait() {
        Course course = checked(one(WhenBlocked.WAIT).build(), new NotBefore(FRIDAY, Optional.empty()));

        course.claim();

        assertThat(course.lines()).startsWith("SKIPPED one TOO_EARLY");
    }

    @Test
    void aCheckThatPromisesToPassInThePastDoesNotHoldItForEver() {
        Course course =
                checked(one(WhenBlocked.WAIT).build(), new NotBefore(FRIDAY, Optional.of(Course.local(Course.MONDAY))));

        course.claim();

        assertThat(course.lines()).startsWith("SKIPPED one TOO_EARLY");
    }

    @Test
    void itDoesNotWaitUntilItIsStale() {
        Course course =
                checked(one(WhenBlocked.WAIT).staleAfter(Duration.ofDays(2)).build(), untilFriday());

        course.claim();

        assertThat(course.lines()).startsWith("SKIPPED one TOO_EARLY");
    }

    @Test
    void aSubjectThatOptsOutInTheMeantimeGetsNothingMore() {
        Course course = Course.of(Plan.forPeople("p")
                        .email("one", "t")
                        .email("two", "t")
                        .after(days(1))
                        .build())
                .accept();

        course.knowing(Course.lead().addOptOut(OptOut.all(course.now())).build())
                .run();

        assertThat(course.lines()).containsExactly("SENT one", "SKIPPED two OPTED_OUT_ALL", "COMPLETED END_OF_PLAN");
    }

    @Test
    void anOptOutOfOneChannelSkipsTheStepsOfThatChannel() {
        Course course = Course.of(
                Plan.forPeople("p").text("one", "t").email("two", "t").build(),
                Course.lead()
                        .addOptOut(OptOut.of(ChannelKind.TEXT, Course.local(Course.MONDAY)))
                        .build());

        assertThat(course.run().lines())
                .containsExactly("SKIPPED one CHANNEL_OPTED_OUT", "SENT two", "COMPLETED END_OF_PLAN");
    }

    @Test
    void withoutAnAddressNothingIsHandedOffEvenWhereAHostLeftTheChecksOut() {
        Course course = checked(
                        Plan.forPeople("p").email("one", "t").build(), new NotBefore(Instant.EPOCH, Optional.empty()))
                .knowing(Course.lead().contactPoints(List.of()).build());

        course.claim();

        assertThat(course.lines()).startsWith("SKIPPED one EMAIL_MISSING");
    }

    @Test
    void aCheckThatThrowsSkipsTheMessageAndNothingElse() {
        EligibilityCheck broken = new EligibilityCheck() {
            @Override
            public CheckName name() {
                return CheckName.of("BROKEN");
            }

            @Override
            public Set<Phase> phases() {
                return Set.of(Phase.SEND);
            }

            @Override
            public CheckResult check(CheckInput input) {
                throw new IllegalStateException("no database");
            }
        };

        assertThat(checked(one(WhenBlocked.SKIP).build(), broken).run().lines())
                .containsExactly("SKIPPED one ERROR", "COMPLETED END_OF_PLAN");
    }
}
