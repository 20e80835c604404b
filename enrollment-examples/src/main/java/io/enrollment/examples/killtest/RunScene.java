package io.enrollment.examples.killtest;

import io.enrollment.calendar.Delay;
import io.enrollment.criteria.Condition;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.RunRequest;
import io.enrollment.engine.Templates;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.Outcome;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.JdbcSubjects;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.run.RunPurpose;
import io.enrollment.spi.Channel;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What all processes of a kill test of runs have in common: plan, people, settings, and what a run leaves behind. */
final class RunScene {

    private static final PlanId PLAN = PlanId.of("audience");
    private static final Instant LONG_AGO = Instant.parse("2025-01-05T14:00:00Z");
    private static final int KINDS = 10;
    private static final int MOVED = 4;
    /** Small, so that there are many moments to die at. */
    private static final int CHUNK = 5;

    /** Of all that could be sent nothing is due before the test has ended. */
    private record Silent() implements Channel {
        @Override
        public ChannelKind kind() {
            return ChannelKind.EMAIL;
        }

        @Override
        public CompletionStage<Outcome> send(OutboundMessage message) {
            return CompletableFuture.failedFuture(new IllegalStateException("nothing is due"));
        }
    }

    private RunScene() {}

    /** An engine of a node; what a dead one had claimed is soon taken over. */
    static EnrollmentEngineBuilder engine(JdbcEnrollmentStore store, String node) {
        return EnrollmentEngine.builder()
                .organizations(id -> Optional.of(organization(id)))
                .store(store)
                .subjects(store.subjects())
                .audience(store.subjects())
                .renderer(Templates.of(Map.of("hello", "Subject: Hello\n\nDear {{firstName}} {{identification}}")))
                .channel(new Silent())
                .settings(numbers -> numbers.node(node)
                        .runChunkSize(CHUNK)
                        .workers(1)
                        .pollInterval(Duration.ofMillis(100))
                        .sendTimeout(Duration.ofMillis(300))
                        .lease(Duration.ofSeconds(1)));
    }

    private static Organization organization(OrganizationId id) {
        return Organization.named("Kill test")
                .id(id)
                .zone("America/Toronto")
                .sentBy("Kill test, 1 Main St, Toronto")
                .unsubscribeAt("https://kill.example/u")
                .build();
    }

    /** Two queries that overlap; those who match neither any more expire. */
    private static Plan plan() {
        return Plan.forPeople(PLAN.value())
                .audience("even", Condition.in("even", "yes"))
                .audience("here", Condition.in("city", "here"))
                .email("hello", "hello")
                .after(Delay.days(1))
                .with(plan -> plan.expireNoLongerMatching(true))
                .build();
    }

    /** Puts people in an organization, enrolls some before, and has some of them move away. */
    static void prepare(EnrollmentEngine engine, JdbcSubjects subjects, OrganizationId organization, int people) {
        engine.enrollments(organization).publish(plan());
        subjects.put(organization, people(people, "here"));
        List<SubjectId> before = IntStream.range(0, people)
                .filter(i -> i % KINDS == MOVED || i % KINDS == MOVED - 1)
                .mapToObj(RunScene::id)
                .toList();
        engine.enrollments(organization).enrollAll(EnrollRequest.in(PLAN), before);
        subjects.put(organization, people(people, "elsewhere"));
    }

    /** Everybody; those who move live in this place. */
    private static List<Subject> people(int people, String moved) {
        return IntStream.range(0, people)
                .mapToObj(i -> person(i, i % KINDS == MOVED ? moved : "here"))
                .toList();
    }

    private static SubjectId id(int i) {
        return SubjectId.of(String.format(Locale.ROOT, "person-%04d", i));
    }

    private static Subject person(int i, String city) {
        int kind = i % KINDS;
        Subject.Builder person = Subject.person(id(i).value());
        person.firstName("Person " + i)
                .email(kind == 0 ? "nobody" : "person" + i + "@example.com")
                .country("CA")
                .attribute("city", city)
                .attribute("even", kind != MOVED && i % 2 == 0 ? "yes" : "no");
        if (kind == 1) {
            person.addOptOut(new OptOut(Optional.empty(), OptOut.Reason.OPTED_OUT, LONG_AGO));
        }
        if (kind != 2) {
            Consent.Builder consent = Consent.builder();
            person.addConsent(consent.kind(ConsentKind.EXPRESS)
                    .at(LONG_AGO)
                    .evidence("form")
                    .build());
        }
        return person.build();
    }

    /** Asks for the run. */
    static RunId start(EnrollmentEngine engine, OrganizationId organization) {
        RunRequest.Builder request = RunRequest.builder();
        return engine.enrollments(organization)
                .runs()
                .start(request.plan(PLAN)
                        .purpose(RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE)
                        .build())
                .id();
    }

    /** What a run came to, and what there is of the plan then: the same, however often somebody died on the way. */
    static List<String> state(EnrollmentEngine engine, OrganizationId organization, RunId id) {
        Enrollments enrollments = engine.enrollments(organization);
        EnrollerRun run = enrollments.runs().find(id);
        List<String> state = new ArrayList<>();
        state.add(run.status() + " after " + run.chunks() + " chunks, found " + run.found() + ", duplicates "
                + run.duplicates() + ", expired " + run.expired());
        run.funnel().stages().forEach(stage -> state.add(stage.toString()));
        run.queries()
                .forEach(query ->
                        state.add(query.key() + " " + query.status() + " " + query.found() + " " + query.duplicates()));
        for (Candidate one : every(page -> enrollments.runs().candidates(id, query -> query, page))) {
            state.add("candidate " + one.position() + " " + one.query() + " "
                    + one.result().subject() + " " + one.status()
                    + one.result().refusal().map(reason -> " " + reason).orElse(""));
        }
        every(page -> enrollments.list(PLAN, page)).stream()
                .map(RunScene::line)
                .sorted()
                .forEach(state::add);
        state.add("counts " + enrollments.reports().counts(PLAN).byStatus());
        state.add("audit " + (enrollments.audit().isClean() ? "clean" : enrollments.audit()));
        return state;
    }

    private static String line(Enrollment one) {
        return "enrollment " + one.subject() + " " + one.status()
                + one.ending().map(ending -> " " + ending.cause()).orElse("");
    }

    private static <T> List<T> every(Function<PageRequest, Page<T>> pages) {
        List<T> all = new ArrayList<>();
        PageRequest request = PageRequest.first(100);
        Page<T> page = pages.apply(request);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = pages.apply(new PageRequest(100, page.next()));
            all.addAll(page.items());
        }
        return all;
    }
}
