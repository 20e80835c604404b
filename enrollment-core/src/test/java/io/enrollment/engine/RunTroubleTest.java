package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Operator;
import io.enrollment.eligibility.CheckName;
import io.enrollment.json.CampaignCustomerJson;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.report.CampaignCustomer;
import io.enrollment.report.RunEvent;
import io.enrollment.run.Candidate;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.run.RunCourse;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What goes wrong in a run is told where it happened, and the run survives what it can. */
class RunTroubleTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final PageRequest PAGE = PageRequest.first(100);

    private final Host host = new Host();
    private AudienceSource source =
            (request, page) -> AudienceSource.of(host.people.values()).find(request, page);

    private EnrollmentEngineBuilder builder() {
        return host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .audience((request, page) -> source.find(request, page))
                .settings(numbers -> numbers.runChunkSize(2));
    }

    private static Plan plan(UnaryOperator<Plan.Builder> more, Condition... queries) {
        Plan.Builder plan = Plan.builder();
        plan.from(Host.twoEmails());
        for (int i = 0; i < queries.length; i++) {
            plan.addAudience(new AudienceQuery("query-" + i, i, queries[i]));
        }
        return more.apply(plan).build();
    }

    private static Plan plan(Condition... queries) {
        return plan(plan -> plan, queries);
    }

    private void person(String id, String attribute, AttributeValue value) {
        Subject known = Objects.requireNonNull(host.people.get(host.person(id)));
        Subject.Builder person = Subject.builder();
        host.put(person.from(known).putAttribute(attribute, value).build());
    }

    private EnrollerRun run(EnrollmentEngine engine, Plan plan) {
        engine.enrollments().publish(plan);
        EnrollerRun asked = engine.enrollments().runs().start(RunRequest.of(WELCOME));
        host.clock.run(engine, host.clock.instant().plus(Duration.ofMinutes(1)));
        return engine.enrollments().runs().find(asked.id());
    }

    private static List<Candidate> candidates(EnrollmentEngine engine, EnrollerRun run) {
        return engine.enrollments()
                .runs()
                .candidates(run.id(), query -> query, PAGE)
                .items();
    }

    @Test
    void aHostCheckThatThrowsFailsItsCandidateWithItsWordsAndNotTheRun() {
        List.of("a", "b", "c").forEach(host::person);
        EnrollmentEngine engine = builder()
                .check(Host.credit(subject -> {
                    if (subject.value().equals("b")) {
                        throw new IllegalStateException("the credit bureau knows no b");
                    }
                }))
                .build();
        EnrollerRun run = run(engine, plan(new Condition.Everybody()));
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.funnel().enrolled()).isEqualTo(2);
        assertThat(candidates(engine, run))
                .filteredOn(one -> one.status() == CandidateStatus.ERROR)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.result().subject()).isEqualTo(SubjectId.of("b"));
                    assertThat(one.failedCheck()).contains(CheckName.of("CREDIT"));
                    assertThat(one.result().verdict().toString()).contains("the credit bureau knows no b");
                });
    }

    @Test
    void aSourceThatFailsMidwayGoesOnFromThereAndOneThatStaysBrokenLeavesWhatWasDone() {
        List.of("a", "b", "c", "d").forEach(host::person);
        AudienceSource whole = source;
        AtomicInteger failures = new AtomicInteger(RunCourse.MAX_ATTEMPTS - 1);
        source = (request, page) -> {
            if (page.after().isPresent() && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the CRM hung up");
            }
            return whole.find(request, page);
        };
        EnrollmentEngine engine = builder().build();
        EnrollerRun recovered = run(engine, plan(new Condition.Everybody()));
        assertThat(recovered.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(recovered.funnel().enrolled()).isEqualTo(4);

        failures.set(Integer.MAX_VALUE);
        EnrollerRun broken = run(engine, plan(new Condition.Everybody(), Condition.equal("id", "d")));
        QueryProgress query = broken.query("query-0").orElseThrow();
        assertThat(broken.status()).isEqualTo(RunStatus.ERROR);
        assertThat(broken.message()).contains("the query query-0 failed: IllegalStateException: the CRM hung up");
        assertThat(query.attempts()).isEqualTo(RunCourse.MAX_ATTEMPTS);
        assertThat(query.found()).isEqualTo(2);
        assertThat(engine.enrollments().runs().detail(broken.id()).events())
                .contains(new RunEvent(
                        RunEvent.Group.CRITERIONS,
                        java.util.Optional.empty(),
                        "query-0 (0) failed 3 times: IllegalStateException: the CRM hung up"));
    }

    @Test
    void aSourceThatMissesALibraryOrTurnsInACircleFailsItsQueryInsteadOfNeverEnding() {
        host.person("a");
        source = (request, page) -> {
            throw new NoClassDefFoundError("com/crm/Client");
        };
        EnrollmentEngine engine = builder().build();
        EnrollerRun missing = run(engine, plan(new Condition.Everybody()));
        assertThat(missing.status()).isEqualTo(RunStatus.ERROR);
        assertThat(missing.message())
                .hasValueSatisfying(said -> assertThat(said).contains("com/crm/Client"));

        source = (request, page) -> new Page<>(
                AudienceSource.of(host.people.values())
                        .find(request, PageRequest.first(1))
                        .items(),
                Optional.of("here"));
        EnrollerRun circling = run(engine, plan(new Condition.Everybody(), Condition.equal("id", "a")));
        assertThat(circling.status()).isEqualTo(RunStatus.ERROR);
        assertThat(circling.message())
                .hasValueSatisfying(said -> assertThat(said).contains("goes on where it was: here"));
        assertThat(circling.funnel().enrolled()).isEqualTo(1);
    }

    @Test
    void aSubjectWithoutANameIsShownByItsId() {
        host.put(Subject.person("nameless").email("x@example.com").build());
        EnrollmentEngine engine = builder().build();
        EnrollerRun run = run(engine, plan(new Condition.Everybody()));
        assertThat(candidates(engine, run))
                .extracting(Candidate::name)
                .containsExactly(java.util.Optional.of("nameless"));
    }

    @Test
    void anAttributeOfTheWrongTypeDoesNotMatchAndFailsNobodyElse() {
        person("number", "visits", AttributeValue.of(9));
        person("text", "visits", AttributeValue.of("many"));
        person("truth", "visits", AttributeValue.of(true));
        person("list", "visits", AttributeValue.ofTexts(List.of("9", "10")));
        host.person("absent");
        EnrollmentEngine engine = builder().build();
        EnrollerRun run = run(engine, plan(Condition.compare("visits", Operator.GT, AttributeValue.of(7))));
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(candidates(engine, run))
                .extracting(one -> one.result().subject().value())
                .containsExactly("number");
    }

    @Test
    void anEventKeyThatCannotBeUsedIsToldOfItsCandidateOnly() {
        person("good", "visit", AttributeValue.of("v-1"));
        person("odd", "visit", AttributeValue.of("x".repeat(500)));
        EnrollmentEngine engine = builder().build();
        EnrollerRun run = run(engine, plan(plan -> plan.eventKeyAttribute("visit"), new Condition.Everybody()));
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.funnel().enrolled()).isEqualTo(1);
        assertThat(candidates(engine, run))
                .filteredOn(one -> one.status() == CandidateStatus.ERROR)
                .singleElement()
                .satisfies(one -> assertThat(one.result().refusal()).isPresent());
    }

    @Test
    void aQueryThatMatchesAllAndOneThatMatchesNoneAreBothProcessed() {
        List.of("a", "b", "c").forEach(host::person);
        EnrollmentEngine engine = builder().build();
        EnrollerRun run = run(engine, plan(Condition.equal("city", "nowhere"), new Condition.Everybody()));
        assertThat(run.queries()).extracting(QueryProgress::status).containsOnly(RunStatus.COMPLETED);
        assertThat(run.queries()).extracting(QueryProgress::found).containsExactly(0L, 3L);
        assertThat(run(engine, plan(Condition.equal("city", "nowhere"))).status())
                .isEqualTo(RunStatus.NOT_APPLICABLE);
    }

    @Test
    void validCandidatesAndOthersAreToldApart() {
        host.person("good");
        host.put(Subject.person("unreachable").build());
        EnrollmentEngine engine = builder().build();
        EnrollerRun run = run(engine, plan(new Condition.Everybody()));
        Runs runs = engine.enrollments().runs();
        assertThat(runs.candidates(run.id(), query -> query.valid(true), PAGE).items())
                .extracting(one -> one.result().subject().value())
                .containsExactly("good");
        assertThat(runs.candidates(run.id(), query -> query.valid(false), PAGE).items())
                .extracting(one -> one.result().subject().value())
                .containsExactly("unreachable");
    }

    @Test
    void campaignCustomersShowTheirPresentStateAndTheColumnsOfTheHost() {
        person("a", "make", AttributeValue.of("Honda"));
        person("b", "make", AttributeValue.of("Ford"));
        EnrollmentEngine engine = builder().build();
        EnrollerRun run = run(engine, plan(new Condition.Everybody()));
        List<CampaignCustomer> customers = engine.enrollments()
                .reports()
                .customersOf(run.id(), List.of("year", "make", "model"), PAGE)
                .items();
        assertThat(customers).extracting(CampaignCustomer::name).containsExactly("Ann", "Ann");
        assertThat(customers.get(1).columns()).isEqualTo(java.util.Map.of("make", "Ford"));
        assertThat(CampaignCustomerJson.write(customers.get(1)))
                .contains("\"format\":\"enrollment-customer/1\"", "\"subject\":\"b\"", "\"status\":\"IN_PROGRESS\"")
                .contains("\"purpose\":\"DEFAULT\"", "\"columns\":{\"make\":\"Ford\"}");
        host.clock.advance(Duration.ofDays(1));
        assertThat(engine.enrollments()
                        .reports()
                        .customers(of -> of.plan(WELCOME), List.of("make"), PAGE)
                        .items())
                .extracting(one -> one.columns().get("make"))
                .containsExactlyInAnyOrder("Honda", "Ford");
    }
}
