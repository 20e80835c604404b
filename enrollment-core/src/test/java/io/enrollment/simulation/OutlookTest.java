package io.enrollment.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.PlannedMessage;
import io.enrollment.enrollment.Outlook;
import io.enrollment.enrollment.Rules;
import io.enrollment.json.QuietHoursJson;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.plan.Step;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.RunningPlanArbitraries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.opentest4j.TestAbortedException;

/** The outlook of an enrollment is what its simulation sends, where nobody is needed to carry out a step. */
class OutlookTest {

    private static final Organization ACME = Organization.named("Acme Motors")
            .zone("America/Toronto")
            .country("CA")
            .sentBy("Acme Motors, 1 Main St, Toronto")
            .unsubscribeAt("https://acme.example/u")
            .build();
    private static final Instant AROUND =
            RunningPlanArbitraries.AROUND.atStartOfDay(ZoneOffset.UTC).toInstant();

    @Property(tries = 300)
    void theOutlookIsWhatASimulationSends(
            @ForAll("plans") Plan plan, @ForAll @IntRange(max = 60 * 24 * 10) int minutes) {
        Instant now = AROUND.minus(Duration.ofMinutes(minutes));
        Simulation simulation = simulated(plan, now);
        Assume.that(simulation.attempts().get(0).enrolled());

        assertThat(outlook(plan, now))
                .extracting(message -> message.step().key() + " " + message.due())
                .containsExactlyElementsOf(simulation.steps().stream()
                        .filter(step -> step.outcome().equals("SENT"))
                        .map(step -> step.step() + " " + step.at())
                        .toList());
    }

    @Property(tries = 200)
    void theOutlookOfAnyPlanComesToAnEndInOrderOfTime(@ForAll("anyPlans") Plan plan) {
        List<PlannedMessage> outlook = outlook(plan, AROUND);

        assertThat(outlook).extracting(PlannedMessage::due).isSorted();
        assertThat(outlook).extracting(message -> message.step().key()).doesNotHaveDuplicates();
        assertThat(outlook).extracting(PlannedMessage::before).isSorted().doesNotHaveDuplicates();
    }

    private static List<PlannedMessage> outlook(Plan plan, Instant now) {
        Rules.Builder rules = Rules.builder();
        CheckInput input = CheckInput.builder()
                .subject(ann())
                .plan(plan)
                .organization(ACME)
                .now(now)
                .build();
        return Outlook.ahead(rules.quietHours(QuietHoursJson.builtIn()).build(), input)
                .ahead();
    }

    private static Simulation simulated(Plan plan, Instant now) {
        SimulationRequest.Builder request = SimulationRequest.builder();
        request.plan(plan).organization(ACME).addSubjects(ann()).startAt(now).endAt(now.plus(Duration.ofDays(4000)));
        try {
            return Simulator.run(request.build());
        } catch (PlanInvalidException notToBePublished) {
            throw new TestAbortedException("cannot be published", notToBePublished);
        }
    }

    private static Subject ann() {
        Consent.Builder consent = Consent.builder();
        return Subject.person("ann")
                .email("ann@example.com")
                .phone("+14165550123")
                .country("CA")
                .region("ON")
                .addConsent(consent.kind(ConsentKind.EXPRESS)
                        .at(AROUND.minus(Duration.ofDays(400)))
                        .evidence("form 7")
                        .build())
                .build();
    }

    @Provide
    Arbitrary<Plan> plans() {
        return anyPlans().filter(plan -> plan.steps().stream().noneMatch(Step.Personal.class::isInstance));
    }

    @Provide
    Arbitrary<Plan> anyPlans() {
        return RunningPlanArbitraries.plans();
    }
}
