package io.enrollment.engine;

import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.Channel;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A host for tests of the engine: one organization, people in memory, a virtual clock. */
final class Host {

    static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");

    final VirtualClock clock = VirtualClock.at(MONDAY);
    final VirtualClock leaseClock = VirtualClock.at(MONDAY);
    final EnrollmentStore store = InMemoryEnrollmentStore.create(leaseClock);
    final Map<SubjectId, Subject> people = new LinkedHashMap<>();

    EnrollmentEngineBuilder engine(Channel... channels) {
        EnrollmentEngineBuilder builder = EnrollmentEngine.builder()
                .organization(Organization.named("Acme Motors")
                        .zone("America/Toronto")
                        .sentBy("Acme Motors, 1 Main St, Toronto")
                        .unsubscribeAt("https://acme.example/u"))
                .store(store)
                .clock(clock)
                .subjects(ids -> ids.stream()
                        .filter(people::containsKey)
                        .map(id -> Objects.requireNonNull(people.get(id)))
                        .toList())
                .renderer(Templates.from(name -> Optional.of("Subject: Hello {{firstName}}\n\nDear {{firstName}}")));
        for (Channel channel : channels) {
            builder.channel(channel);
        }
        return builder;
    }

    SubjectId person(String id) {
        Consent.Builder consent = Consent.builder();
        Subject.Builder person = Subject.person(id).email(id + "@example.com").phone("+14165550123");
        person.firstName("Ann")
                .country("CA")
                .region("ON")
                .zone(java.time.ZoneId.of("America/Toronto"))
                .addConsent(consent.kind(ConsentKind.EXPRESS)
                        .at(MONDAY.minusSeconds(86_400))
                        .evidence("form 7")
                        .build());
        return put(person.build());
    }

    SubjectId put(Subject subject) {
        people.put(subject.id(), subject);
        return subject.id();
    }

    static Plan twoEmails() {
        return Plan.forPeople("welcome")
                .email("hello", "hello")
                .waitFor(io.enrollment.calendar.Delay.days(2))
                .email("again", "again")
                .build();
    }

    /** A check of the host: whom the bureau says nothing against is solvent. */
    static EligibilityCheck credit(Consumer<SubjectId> bureau) {
        return new EligibilityCheck() {
            @Override
            public CheckName name() {
                return CheckName.of("CREDIT");
            }

            @Override
            public CheckResult check(CheckInput input) {
                bureau.accept(input.subject().id());
                return CheckResult.passed(name(), "solvent").build();
            }
        };
    }
}
