package io.enrollment.testkit;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Two engines on one store, for two organizations with three people each, under one virtual clock. */
final class EngineScene implements AutoCloseable {

    static final OrganizationId ACME = OrganizationId.of("acme");
    static final OrganizationId OTHER = OrganizationId.of("other");
    static final List<OrganizationId> ORGANIZATIONS = List.of(ACME, OTHER);
    static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
    static final int PEOPLE = 3;

    final VirtualClock clock = VirtualClock.at(START);
    final EnrollmentStore store;
    final Map<SubjectId, Subject> people = new LinkedHashMap<>();
    final EngineLaws laws;
    final ToldChannel emails;
    final ToldChannel texts;
    final List<EnrollmentEngine> engines;
    private final AtomicInteger ids = new AtomicInteger();
    private final int[] generations = new int[PEOPLE];

    EngineScene(EnrollmentStore store) {
        this.store = store;
        this.laws = new EngineLaws(store, people);
        this.emails = new ToldChannel(ChannelKind.EMAIL, true, laws::look);
        this.texts = new ToldChannel(ChannelKind.TEXT, false, laws::look);
        this.engines = List.of(engine("one"), engine("two"));
        for (int i = 0; i < PEOPLE; i++) {
            born(i);
        }
        for (OrganizationId organization : ORGANIZATIONS) {
            Enrollments door = engines.get(0).enrollments(organization);
            door.publish(EnginePlans.drip());
            door.publish(EnginePlans.keep());
            door.publish(EnginePlans.chain());
        }
    }

    /** One person in each plan, and one of the other organization. */
    EngineScene withPeople() {
        for (int i = 0; i < PEOPLE; i++) {
            acme(0).enroll(EnginePlans.ALL.get(i), subject(i));
        }
        other().enroll(EnginePlans.DRIP, subject(0));
        return this;
    }

    private EnrollmentEngine engine(String node) {
        EnrollmentEngineBuilder builder = EnrollmentEngine.builder();
        return builder.organizations(
                        id -> ORGANIZATIONS.contains(id) ? Optional.of(organization(id)) : Optional.empty())
                .store(store)
                .clock(clock)
                .subjects(ids -> ids.stream()
                        .filter(people::containsKey)
                        .map(id -> Objects.requireNonNull(people.get(id)))
                        .toList())
                .renderer(new Words())
                .channel(emails)
                .channel(texts)
                .action("act", call -> new Outcome.Accepted("acted"))
                .erasureKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8))
                .listener(laws)
                .ids(() -> String.format("id-%06d", ids.incrementAndGet()))
                .settings(with ->
                        with.node(node).batchSize(5).recheck(Duration.ZERO).recordDecisions(true))
                .build();
    }

    static Organization organization(OrganizationId id) {
        Organization.Builder builder = Organization.named(id.value());
        return builder.zone("America/Toronto")
                .sentBy("Acme Motors, 1 Main St, Toronto")
                .unsubscribeAt("https://acme.example/u")
                .id(id)
                .build();
    }

    SubjectId subject(int choice) {
        int person = choice % PEOPLE;
        return SubjectId.of("p" + person + "g" + generations[person]);
    }

    /** Erased for good, and somebody else in the place. */
    void gone(int choice) {
        int person = choice % PEOPLE;
        people.remove(subject(choice));
        generations[person]++;
        born(person);
    }

    /** As new: may be written to on every channel. */
    void born(int person) {
        put(alive(person).build());
    }

    void put(Subject subject) {
        people.put(subject.id(), subject);
    }

    Subject.Builder alive(int choice) {
        int person = choice % PEOPLE;
        return SceneSubjects.consenting(subject(person), generations[person] * PEOPLE + person);
    }

    Enrollments acme(int choice) {
        return engines.get(choice % engines.size()).enrollments(ACME);
    }

    Enrollments other() {
        return engines.get(0).enrollments(OTHER);
    }

    /** One of the enrollments, mostly one that has not ended. */
    Optional<Enrollment> any(int choice) {
        List<Enrollment> all = StoreInvariants.everyEnrollment(store.reader(), ACME);
        List<Enrollment> running = new ArrayList<>(all);
        running.removeIf(state -> state.status().isTerminal());
        List<Enrollment> of = choice % 5 == 0 || running.isEmpty() ? all : running;
        return of.isEmpty() ? Optional.empty() : Optional.of(of.get(choice / 5 % of.size()));
    }

    void check(boolean audited) {
        laws.check();
        if (audited) {
            ORGANIZATIONS.forEach(
                    organization -> laws.audit(engines.get(0).enrollments(organization), clock.instant()));
        }
    }

    @Override
    public void close() {
        engines.forEach(EnrollmentEngine::close);
    }

    /** The same words for everybody. */
    static final class Words implements MessageRenderer {
        @Override
        public boolean exists(Step.Message step) {
            return true;
        }

        @Override
        public RenderedMessage render(Step.Message step, Subject subject, Plan plan, Organization organization) {
            return new RenderedMessage(Optional.of("Hello"), "Dear you", Map.of());
        }
    }
}
