package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.subject.SubjectType;
import io.enrollment.testkit.AudienceArbitraries;
import io.enrollment.testkit.RecordingChannel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A plan can be given to a selection of subjects, or a subject one of the plans of its type: both come to the same. */
class BothEndsTest {

    private static final List<Plan> PLANS = List.of(
            Plan.forPeople("a-welcome").email("hello", "hello").build(),
            Plan.forPeople("b-offer")
                    .text("nudge", "hello")
                    .marketingExclusion(Delay.days(30))
                    .build(),
            Plan.forCompanies("c-partners").email("hello", "hello").build());

    @Provide
    Arbitrary<List<Subject>> audience() {
        return AudienceArbitraries.audiences(Host.MONDAY, 12);
    }

    @Property(tries = 100)
    void enrollingASelectionAndEnrollingEachFromItsOwnPageDecideAlike(@ForAll("audience") List<Subject> audience) {
        assertThat(fromSubjects(audience)).isEqualTo(fromPlans(audience));
    }

    private static Enrollments host(List<Subject> audience) {
        Host host = new Host();
        audience.forEach(host::put);
        Enrollments acme = host.engine(
                        RecordingChannel.withLookup(ChannelKind.EMAIL), RecordingChannel.withLookup(ChannelKind.TEXT))
                .build()
                .enrollments();
        PLANS.forEach(acme::publish);
        return acme;
    }

    private static List<SubjectId> distinct(List<Subject> audience) {
        return audience.stream().map(Subject::id).distinct().toList();
    }

    private static Map<String, String> fromPlans(List<Subject> audience) {
        Enrollments acme = host(audience);
        Map<String, String> decisions = new TreeMap<>();
        for (Plan plan : PLANS) {
            List<SubjectId> selected = distinct(audience).stream()
                    .filter(id -> typeOf(audience, id) == plan.subjectType())
                    .toList();
            acme.enrollAll(EnrollRequest.in(plan.id()), selected).forEach(result -> note(decisions, result));
        }
        return decisions;
    }

    private static SubjectType typeOf(List<Subject> audience, SubjectId id) {
        return audience.stream()
                .filter(subject -> subject.id().equals(id))
                .reduce((first, last) -> last)
                .orElseThrow()
                .type();
    }

    private static Map<String, String> fromSubjects(List<Subject> audience) {
        Enrollments acme = host(audience);
        Map<String, String> decisions = new TreeMap<>();
        for (SubjectId id : distinct(audience)) {
            for (PlanId plan : plansFor(acme, id)) {
                note(decisions, acme.enroll(plan, id));
            }
        }
        return decisions;
    }

    private static List<PlanId> plansFor(Enrollments acme, SubjectId id) {
        try {
            return acme.reports().plansFor(id).stream()
                    .map(PlanVersion::id)
                    .sorted()
                    .toList();
        } catch (NotFoundException gone) {
            return List.of();
        }
    }

    private static void note(Map<String, String> decisions, EnrollmentResult result) {
        decisions.put(
                result.plan() + " " + result.subject(),
                result.refusal().orElse("enrolled") + " " + result.verdict().results());
    }
}
