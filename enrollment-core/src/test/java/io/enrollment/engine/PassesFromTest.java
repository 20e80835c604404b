package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.ReEnrollment;
import io.enrollment.report.Troubleshooting;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Troubleshooting promises an instant only if everything passes then, and nothing did before. */
class PassesFromTest {

    private static final PlanId AGAIN = PlanId.of("again");
    private static final SubjectId ANN = SubjectId.of("ann");

    private final Host host = new Host();
    private final EnrollmentEngine engine =
            host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL)).build();
    private final Enrollments door = engine.enrollments();

    private static Consent consent(ConsentKind kind, Instant at) {
        Consent.Builder consent = Consent.builder();
        return consent.kind(kind).at(at).evidence("form 7").build();
    }

    private void know(Consent... consents) {
        Subject.Builder ann = Subject.person("ann").email("ann@example.com");
        host.put(ann.firstName("Ann").country("CA").addConsents(consents).build());
    }

    /** Ann was enrolled on Monday in a plan that takes her again 30 days later. */
    private void enrolledOnce(int exclusionDays, int coolDownDays) {
        Plan.Builder plan = Plan.builder();
        plan.from(Host.twoEmails())
                .id(AGAIN)
                .marketingExclusionDays(exclusionDays)
                .reEnrollment(new ReEnrollment.AfterExit(Period.ofDays(coolDownDays), Optional.empty()));
        door.publish(plan.build());
        assertThat(door.enroll(AGAIN, ANN).enrolled()).isTrue();
        host.clock.run(engine, Host.MONDAY.plus(Duration.ofDays(3)));
    }

    private Troubleshooting look() {
        return door.troubleshoot(ANN, AGAIN);
    }

    @Test
    void theDaysOverAndTheConsentStillThereItPassesOnTheFirstDay() {
        know(consent(ConsentKind.INQUIRY, Host.MONDAY.minus(Duration.ofDays(1))));
        enrolledOnce(30, 1);

        assertThat(look().passesFrom()).contains(Instant.parse("2026-04-02T04:00:00Z"));
    }

    @Test
    void aConsentThatRunsOutBeforeTheDaysAreOverPromisesNothing() {
        know(consent(ConsentKind.INQUIRY, Host.MONDAY.minus(Duration.ofDays(170))));
        enrolledOnce(30, 1);

        Troubleshooting found = look();

        assertThat(found.now().checks().stream().filter(CheckResult::failed).map(CheckResult::check))
                .containsOnly(CheckName.MARKETING_EXCLUSION);
        assertThat(found.passesFrom()).isEmpty();
    }

    @Test
    void aConsentThatIsRecordedForLaterIsAwaited() {
        Instant later = Host.MONDAY.plus(Duration.ofDays(60));
        know(
                consent(ConsentKind.INQUIRY, Host.MONDAY.minus(Duration.ofDays(170))),
                consent(ConsentKind.EXPRESS, later));
        enrolledOnce(30, 1);

        assertThat(look().passesFrom()).contains(later);
    }

    /** Whatever consents come and go: at that instant an enrollment succeeds, and a moment before it does not. */
    @Property(tries = 40)
    void whatIsPromisedIsKeptAndNotTooLate(
            @ForAll @IntRange(min = 1, max = 60) int days,
            @ForAll @IntRange(min = 1, max = 60) int coolDown,
            @ForAll @Size(max = 4) List<@IntRange(min = -170, max = 200) Integer> inquiries) {
        new PassesFromTest().keeps(days, coolDown, inquiries);
    }

    private void keeps(int days, int coolDown, List<Integer> inquiries) {
        know(consent(ConsentKind.INQUIRY, Host.MONDAY.minus(Duration.ofDays(175))));
        enrolledOnce(days, coolDown);
        Consent[] consents = inquiries.stream()
                .map(day -> consent(ConsentKind.INQUIRY, Host.MONDAY.plus(Duration.ofDays(day))))
                .toArray(Consent[]::new);
        know(consents);

        Optional<Instant> promised = look().passesFrom();
        assertThat(promised).isEqualTo(bruteForce());
        promised.ifPresent(at -> {
            host.clock.moveTo(at.minusMillis(1));
            assertThat(door.enroll(AGAIN, ANN).enrolled()).isFalse();
            host.clock.moveTo(at);
            assertThat(door.enroll(AGAIN, ANN).enrolled()).isTrue();
        });
    }

    /** Asks at every hour, on which all the facts of this test change. */
    private Optional<Instant> bruteForce() {
        Instant now = host.clock.instant();
        if (look().eligibleNow()) {
            return Optional.empty();
        }
        for (Instant at = now; at.isBefore(now.plus(Duration.ofDays(500))); at = at.plus(Duration.ofHours(1))) {
            Instant asked = at;
            if (isClear(asked)) {
                return Optional.of(asked);
            }
        }
        return Optional.empty();
    }

    /** By the rules as they are written: days, cool-down and six months counted back, on Toronto's calendar. */
    private boolean isClear(Instant at) {
        ZoneId zone = ZoneId.of("America/Toronto");
        Plan plan = door.plans().get(door.plans().size() - 1).plan();
        LocalDate today = LocalDate.ofInstant(at, zone);
        LocalDate enrolled = LocalDate.ofInstant(Host.MONDAY, zone);
        boolean excluded =
                !today.isAfter(enrolled.plusDays(plan.marketingExclusionDays().orElseThrow()));
        Instant exit = Host.MONDAY.plus(Duration.ofDays(2));
        Period coolDown = ((ReEnrollment.AfterExit) plan.reEnrollment()).coolDown();
        boolean cooling = at.isBefore(exit.atZone(zone).plus(coolDown).toInstant());
        boolean consented = Objects.requireNonNull(host.people.get(ANN)).consents().stream()
                .anyMatch(entry -> !entry.at().isAfter(at)
                        && !LocalDate.ofInstant(entry.at(), zone).isBefore(today.minusMonths(6)));
        return !excluded && !cooling && consented;
    }
}
