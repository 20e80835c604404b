package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.Delay;
import io.enrollment.criteria.Condition;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.eligibility.MessageForecast;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.report.Troubleshooting;
import io.enrollment.run.EnrollerRun;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which later messages will have lost their consent: told at enrollment, and a reason to refuse where the policy says so. */
class ForecastTest {

    private static final SubjectId ANN = SubjectId.of("ann");
    private static final Plan NURTURE = Plan.forPeople("nurture")
            .email("hello", "templates/hello")
            .waitFor(Delay.months(4))
            .email("offer", "templates/offer")
            .waitFor(Delay.months(4))
            .email("goodbye", "templates/goodbye")
            .audience("everybody", Condition.present("email"))
            .build();
    private static final Instant SECOND = Instant.parse("2026-07-02T14:00:00Z");
    private static final Instant THIRD = Instant.parse("2026-11-02T15:00:00Z");

    private final Host host = new Host();

    private EnrollmentEngine engine = engine(CaslPolicy.Lookahead.NONE);

    private EnrollmentEngine engine(CaslPolicy.Lookahead lookahead) {
        Organization.Builder acme = Organization.named("Acme Motors");
        acme.zone("America/Toronto")
                .country("CA")
                .sentBy("Acme Motors, 1 Main St, Toronto")
                .unsubscribeAt("https://acme.example/u")
                .casl(CaslPolicy.builder().lookahead(lookahead).build());
        return host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .organization(acme.build())
                .audience((request, page) ->
                        AudienceSource.of(host.people.values()).find(request, page))
                .build();
    }

    private Enrollments acme(CaslPolicy.Lookahead lookahead) {
        engine = engine(lookahead);
        engine.enrollments().publish(NURTURE);
        return engine.enrollments();
    }

    private void inquired(int daysAgo) {
        Consent.Builder consent = Consent.builder();
        Subject.Builder ann = Subject.person("ann").email("ann@example.com");
        host.put(ann.firstName("Ann")
                .country("CA")
                .addConsent(consent.kind(ConsentKind.INQUIRY)
                        .at(Host.MONDAY.minus(Duration.ofDays(daysAgo)))
                        .evidence("form 7")
                        .build())
                .build());
    }

    @Test
    void theForecastNamesEveryMessageAndWhatBecomesOfItsConsent() {
        inquired(10);

        List<MessageForecast> forecast =
                acme(CaslPolicy.Lookahead.NONE).reports().forecast(ANN, NURTURE.id());

        assertThat(forecast).extracting(message -> message.step().value()).containsExactly("hello", "offer", "goodbye");
        assertThat(forecast).extracting(MessageForecast::due).containsExactly(Host.MONDAY, SECOND, THIRD);
        assertThat(forecast)
                .extracting(message -> message.casl().reason())
                .containsExactly("PASSED_IMPLIED_INQUIRY", "PASSED_IMPLIED_INQUIRY", "FAILED_IMPLIED_EXPIRED");
    }

    @Test
    void anEnrollmentIsWarnedOfWhatItWillSkip() {
        inquired(10);
        Enrollments door = acme(CaslPolicy.Lookahead.NONE);

        EnrollmentResult result = door.enroll(NURTURE.id(), ANN);
        host.clock.run(engine, THIRD);

        assertThat(result.enrolled()).isTrue();
        assertThat(result.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("goodbye (EMAIL), due " + THIRD)
                        .contains("FAILED_IMPLIED_EXPIRED"));
        assertThat(door.attempts(NURTURE.id(), ANN, PageRequest.first(1))
                        .items()
                        .get(0)
                        .warnings())
                .isEqualTo(result.warnings());
        assertThat(door.log(result.enrollment().orElseThrow(), PageRequest.first(50))
                        .items())
                .filteredOn(entry -> entry.kind() == LogKind.SKIPPED)
                .extracting(LogEntry::at)
                .containsExactly(THIRD);
    }

    @Test
    void nobodyIsWarnedOfConsentThatLasts() {
        inquired(10);
        host.person("bob");

        assertThat(acme(CaslPolicy.Lookahead.NONE)
                        .enroll(NURTURE.id(), SubjectId.of("bob"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void wherePolicyRequiresTheWholePlanTheEntryIsRefused() {
        inquired(10);
        Enrollments door = acme(CaslPolicy.Lookahead.REQUIRE_WHOLE_PLAN);

        EnrollmentResult result = door.enroll(NURTURE.id(), ANN);
        Troubleshooting why = door.troubleshoot(ANN, NURTURE.id());

        assertThat(result.refusal()).contains("FAILED_LOOKAHEAD:FAILED_IMPLIED_EXPIRED");
        assertThat(why.now().refusal()).isEqualTo(result.refusal());
        assertThat(why.passesFrom()).isEmpty();
    }

    @Test
    void runsGoByThePolicyToo() {
        inquired(10);
        host.person("bob");
        Enrollments door = acme(CaslPolicy.Lookahead.REQUIRE_WHOLE_PLAN);
        RunRequest.Builder request = RunRequest.builder();
        EnrollerRun asked = door.runs()
                .start(request.plan(NURTURE.id())
                        .by(new Command.By("ann", "monthly"))
                        .build());
        engine.workRuns();

        assertThat(door.runs()
                        .find(asked.id())
                        .funnel()
                        .stage(FunnelStage.ELIGIBLE)
                        .rejections())
                .containsExactly(Map.entry("FAILED_LOOKAHEAD:FAILED_IMPLIED_EXPIRED", 1L));
        assertThat(door.runs().find(asked.id()).funnel().enrolled()).isEqualTo(1);
    }

    @Test
    void whoHasNoUsableEventKeyIsForetoldAllTheSame() {
        inquired(10);
        host.put(Subject.builder()
                .from(Objects.requireNonNull(host.people.get(ANN)))
                .attribute("order", "x".repeat(500))
                .build());
        Enrollments door = acme(CaslPolicy.Lookahead.NONE);
        Plan.Builder byOrder = Plan.builder();
        door.publish(byOrder.from(NURTURE).eventKeyAttribute("order").build());

        assertThat(door.enroll(NURTURE.id(), ANN).refusal()).contains("EVENT_KEY_UNUSABLE");
        assertThat(door.reports().forecast(ANN, NURTURE.id())).hasSize(3);
    }

    @Test
    void thereIsNoForecastOfWhatDoesNotExist() {
        inquired(10);
        Reports reports = acme(CaslPolicy.Lookahead.NONE).reports();

        assertThatThrownBy(() -> reports.forecast(SubjectId.of("nobody"), NURTURE.id()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> reports.forecast(ANN, PlanId.of("nothing"))).isInstanceOf(NotFoundException.class);
    }
}
