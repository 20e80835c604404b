package io.enrollment.jdbc;

import io.enrollment.calendar.Delay;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Templates;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A host with people in memory and a channel that remembers what it was handed. */
final class TestHost {

    static final Plan WELCOME = Plan.forPeople("welcome")
            .email("hello", "t")
            .waitFor(Delay.days(1))
            .email("again", "t")
            .build();

    private final Map<SubjectId, Subject> people = new ConcurrentHashMap<>();
    private final RecordingChannel mail = RecordingChannel.withLookup(ChannelKind.EMAIL);

    EnrollmentEngineBuilder engine(EnrollmentStore store) {
        return EnrollmentEngine.builder()
                .organization(Organization.named("Acme Motors")
                        .zone("America/Toronto")
                        .sentBy("Acme Motors, 1 Main St, Toronto")
                        .unsubscribeAt("https://acme.example/u"))
                .store(store)
                .subjects(ids -> ids.stream()
                        .flatMap(id -> Optional.ofNullable(people.get(id)).stream())
                        .toList())
                .renderer(Templates.from(name -> Optional.of("Subject: Hello\n\nDear {{firstName}}")))
                .channel(mail);
    }

    RecordingChannel mail() {
        return mail;
    }

    SubjectId person(String id) {
        Consent.Builder consent = Consent.builder();
        consent.kind(ConsentKind.EXPRESS).at(Instant.EPOCH).evidence("form 7");
        Subject.Builder person = Subject.person(id).email(id + "@example.com");
        person.firstName("Ann").country("CA").region("ON").addConsent(consent.build());
        Subject made = person.build();
        people.put(made.id(), made);
        return made.id();
    }

    List<SubjectId> people(int count) {
        return IntStream.range(0, count).mapToObj(i -> person("p-" + i)).toList();
    }
}
