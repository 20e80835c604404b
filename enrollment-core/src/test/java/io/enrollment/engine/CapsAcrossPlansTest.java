package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.MessageCap;
import io.enrollment.plan.MessageCaps;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.WhenBlocked;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Caps of an organization hold whatever plans the messages come from. */
class CapsAcrossPlansTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final RecordingChannel text = RecordingChannel.withLookup(ChannelKind.TEXT);
    private final List<Instant> emailed = new ArrayList<>();
    private final List<Instant> sent = new ArrayList<>();

    private EnrollmentEngine engine(MessageCaps caps) {
        Organization.Builder acme = Organization.named("Acme Motors")
                .zone("America/Toronto")
                .sentBy("Acme Motors, 1 Main St, Toronto")
                .unsubscribeAt("https://acme.example/u");
        return host.engine(email, text).organization(acme.caps(caps)).build();
    }

    private static MessageCaps caps(MessageCap... caps) {
        return MessageCaps.builder().addCaps(caps).build();
    }

    private static Plan oneEmail(String plan, WhenBlocked whenBlocked, MessageClass kind) {
        return Plan.forPeople(plan)
                .email("mail-" + plan, "hello")
                .whenBlocked(whenBlocked)
                .as(kind)
                .build();
    }

    private EnrollmentId enroll(Enrollments acme, Plan plan, SubjectId who) {
        acme.publish(plan);
        return acme.enroll(plan.id(), who).enrollment().orElseThrow();
    }

    private static LogEntry last(Enrollments acme, EnrollmentId id) {
        List<LogEntry> log = acme.log(id, PageRequest.first(50)).items();
        return log.get(log.size() - 1);
    }

    @Example
    void aMessageThatFindsNoPlaceWaitsForOneWithItsDerivation() {
        EnrollmentEngine engine = engine(caps(MessageCap.within(1, DAY)));
        Enrollments acme = engine.enrollments();
        SubjectId ann = host.person("ann");
        enroll(acme, oneEmail("a", WhenBlocked.WAIT, MessageClass.COMMERCIAL), ann);
        engine.workDue();
        EnrollmentId second = enroll(acme, oneEmail("b", WhenBlocked.WAIT, MessageClass.COMMERCIAL), ann);
        engine.workDue();
        assertThat(email.handed()).hasSize(1);
        Enrollment held = acme.find(second);
        assertThat(held.status()).isEqualTo(EnrollmentStatus.PENDING_DEPLOYMENT);
        assertThat(held.heldBecause()).contains("CAP_REACHED");
        assertThat(held.due().orElseThrow().at()).isEqualTo(Host.MONDAY.plus(DAY));
        assertThat(held.due().orElseThrow().derivation()).contains("cap: message, 1 within PT24H");
        host.clock.advance(DAY);
        engine.workDue();
        assertThat(acme.find(second).status()).isEqualTo(EnrollmentStatus.COMPLETED);
    }

    @Example
    void aMessageThatDoesNotWaitIsLeftOut() {
        EnrollmentEngine engine = engine(caps(MessageCap.perLocalDay(1).on(ChannelKind.EMAIL)));
        Enrollments acme = engine.enrollments();
        SubjectId ann = host.person("ann");
        enroll(acme, oneEmail("a", WhenBlocked.SKIP, MessageClass.COMMERCIAL), ann);
        engine.workDue();
        EnrollmentId second = enroll(acme, oneEmail("b", WhenBlocked.SKIP, MessageClass.COMMERCIAL), ann);
        engine.workDue();
        LogEntry skipped = acme.log(second, PageRequest.first(50)).items().get(1);
        assertThat(skipped.kind()).isEqualTo(LogKind.SKIPPED);
        assertThat(skipped.reason()).contains("CAP_REACHED");
        assertThat(skipped.details()).containsEntry("cap", "cap: email, 1 on a local date");
        assertThat(last(acme, second).kind()).isEqualTo(LogKind.COMPLETED);
    }

    @Example
    void whatSolicitsNothingIsNeitherHeldNorCounted() {
        EnrollmentEngine engine = engine(caps(MessageCap.within(1, DAY)));
        Enrollments acme = engine.enrollments();
        SubjectId ann = host.person("ann");
        enroll(acme, oneEmail("a", WhenBlocked.SKIP, MessageClass.TRANSACTION), ann);
        enroll(acme, oneEmail("b", WhenBlocked.SKIP, MessageClass.COMMERCIAL), ann);
        enroll(acme, oneEmail("c", WhenBlocked.SKIP, MessageClass.WARRANTY_RECALL_SAFETY), ann);
        engine.workDue();
        assertThat(email.handed()).hasSize(3);
    }

    @Example
    void whatWasRefusedCountsForNothing_whatMayHaveLeftCounts() {
        EnrollmentEngine engine = engine(caps(MessageCap.within(1, DAY)));
        Enrollments acme = engine.enrollments();
        SubjectId ann = host.person("ann");
        email.answer(() -> new Outcome.Rejected("BLOCKED", "no"));
        EnrollmentId refused = enroll(acme, oneEmail("a", WhenBlocked.SKIP, MessageClass.COMMERCIAL), ann);
        engine.workDue();
        assertThat(acme.find(refused).status()).isEqualTo(EnrollmentStatus.FAILED);
        email.answer(() -> new Outcome.Unknown("the line broke"));
        enroll(acme, oneEmail("b", WhenBlocked.SKIP, MessageClass.COMMERCIAL), ann);
        engine.workDue();
        enroll(acme, oneEmail("c", WhenBlocked.SKIP, MessageClass.COMMERCIAL), ann);
        engine.workDue();
        assertThat(email.handed())
                .extracting(message -> message.step().key())
                .containsExactly(StepKey.of("mail-a"), StepKey.of("mail-b"));
    }

    private RecordingChannel recorded(RecordingChannel channel) {
        for (int i = 0; i < 400; i++) {
            channel.answer(() -> {
                sent.add(host.clock.instant());
                if (channel == email) {
                    emailed.add(host.clock.instant());
                }
                return new Outcome.Accepted("ref");
            });
        }
        return channel;
    }

    /** A few plans of immediate and delayed messages that all begin within two days. */
    @Property(tries = 60)
    void noWindowEverHoldsMoreThanItsLimit(
            @ForAll("plans") List<Plan> plans,
            @ForAll("windows") Duration window,
            @ForAll("windows") Duration gap,
            @ForAll("limits") int limit) {
        new CapsAcrossPlansTest().carryOut(plans, window, gap, limit);
    }

    private void carryOut(List<Plan> plans, Duration window, Duration gap, int limit) {
        recorded(email);
        recorded(text);
        MessageCaps.Builder caps = MessageCaps.builder();
        EnrollmentEngine engine = engine(caps.addCap(MessageCap.within(limit, window))
                .addCap(MessageCap.within(1, window.multipliedBy(2)).on(ChannelKind.EMAIL))
                .minimumGap(gap.dividedBy(8))
                .build());
        Enrollments acme = engine.enrollments();
        SubjectId ann = host.person("ann");
        for (Plan plan : plans) {
            acme.publish(plan);
            acme.enroll(plan.id(), ann);
            engine.workDue();
            host.clock.advance(Duration.ofHours(7));
        }
        for (int i = 0; i < 500 && host.store.steps().earliestDue().isPresent(); i++) {
            Instant due = host.store.steps().earliestDue().orElseThrow();
            host.clock.advance(positive(Duration.between(host.clock.instant(), due)));
            engine.workDue();
        }
        assertThat(host.store.steps().earliestDue())
                .as("everything came to an end")
                .isEmpty();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(plans.size());
        assertAtMost(limit, window, sent);
        assertAtMost(1, gap.dividedBy(8), sent);
        assertAtMost(1, window.multipliedBy(2), emailed);
    }

    private static Duration positive(Duration length) {
        return length.isNegative() ? Duration.ZERO : length;
    }

    private static void assertAtMost(int limit, Duration window, List<Instant> all) {
        for (Instant end : all) {
            assertThat(all.stream()
                            .filter(at -> !at.isAfter(end) && at.plus(window).isAfter(end)))
                    .as("messages in the %s up to %s", window, end)
                    .hasSizeLessThanOrEqualTo(limit);
        }
    }

    @Provide
    Arbitrary<Duration> windows() {
        return Arbitraries.of(1, 8, 24, 72).map(Duration::ofHours);
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.integers().between(1, 3);
    }

    @Provide
    Arbitrary<List<Plan>> plans() {
        Arbitrary<String> kinds = Arbitraries.of("email", "text", "wait");
        return kinds.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(CapsAcrossPlansTest::plans);
    }

    private static List<Plan> plans(List<List<String>> kinds) {
        List<Plan> plans = new ArrayList<>();
        for (List<String> steps : kinds) {
            PlanBuilder plan = Plan.forPeople("plan-" + plans.size());
            plan.text("first", "hello").whenBlocked(WhenBlocked.WAIT);
            for (int i = 0; i < steps.size(); i++) {
                switch (steps.get(i)) {
                    case "email" -> plan.email("step-" + i, "hello").whenBlocked(WhenBlocked.WAIT);
                    case "text" -> plan.text("step-" + i, "hello").whenBlocked(WhenBlocked.WAIT);
                    default -> plan.waitFor(Delay.hours(5 + i));
                }
            }
            plans.add(plan.build());
        }
        return plans;
    }
}
