package io.enrollment.examples.cluster;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Templates;
import io.enrollment.enrollment.RetryPolicy;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.spi.Channel;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What all processes of a cluster have in common: the plan, the people, the settings. */
final class ClusterHost {

    /** Three messages, one right after the other. */
    static final Plan PLAN = Plan.forPeople("cluster")
            .email("one", "letter")
            .email("two", "letter")
            .email("three", "letter")
            .build();

    /** Short, so that what a killed node had claimed is soon taken over; long against the pauses of a busy machine. */
    static final Duration LEASE = Duration.ofSeconds(8);

    static final Duration SEND_TIMEOUT = Duration.ofSeconds(3);

    private static final Instant CONSENTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String EPOCH = "the cluster of the example";

    private ClusterHost() {}

    /** An engine of a node. */
    static EnrollmentEngineBuilder engine(EnrollmentStore store, Channel channel, String node) {
        return EnrollmentEngine.builder()
                .organization(Organization.named("Cluster")
                        .zone("America/Toronto")
                        .sentBy("Cluster, 1 Main St, Toronto")
                        .unsubscribeAt("https://cluster.example/u"))
                .store(store)
                .epoch(EPOCH)
                .subjects(ids -> ids.stream().map(id -> person(id, node)).toList())
                .renderer(Templates.of(Map.of("letter", "Subject: Hello\n\nDear {{firstName}}")))
                .channel(channel)
                .retries(new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofSeconds(5)))
                .settings(numbers -> numbers.node(node)
                        .batchSize(10)
                        .pollInterval(Duration.ofMillis(200))
                        .lease(LEASE)
                        .sendTimeout(SEND_TIMEOUT)
                        .drainTimeout(LEASE));
    }

    /** The person of an id, whom every node knows by another name, so that no two of them render the same words. */
    private static Subject person(SubjectId id, String node) {
        Consent.Builder consent = Consent.builder();
        consent.kind(ConsentKind.EXPRESS).at(CONSENTED).evidence("form " + id);
        Subject.Builder person = Subject.person(id.value());
        return person.email(id.value() + "@example.com")
                .firstName("Person " + id + " of " + node)
                .country("CA")
                .addConsent(consent.build())
                .build();
    }
}
