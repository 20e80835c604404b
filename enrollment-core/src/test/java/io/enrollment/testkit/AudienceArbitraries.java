package io.enrollment.testkit;

import io.enrollment.plan.AudienceQuery;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Random audiences of enroller runs, and random audience queries over them, for a host's own properties of its criteria,
 * checks and audience sources.
 */
public final class AudienceArbitraries {

    private AudienceArbitraries() {}

    /** Up to so many people with different ids, with and without names, addresses, consents and attributes. */
    public static Arbitrary<List<Subject>> audiences(Instant around, int most) {
        return members(around).list().ofMaxSize(most).uniqueElements(Subject::id);
    }

    /** One of an audience: a person with attributes of every kind, lists, blank texts and none among them. */
    public static Arbitrary<Subject> members(Instant around) {
        return Combinators.combine(
                        SubjectArbitraries.subjects(around),
                        ConditionArbitraries.fields().map(AudienceArbitraries::attributes),
                        Arbitraries.of("Ann", "Zoë", "\u0130lkay", "李", "civic").optional(0.8))
                .as((subject, attributes, name) -> Subject.builder()
                        .from(subject)
                        .type(SubjectType.PERSON)
                        .firstName(name)
                        .attributes(attributes)
                        .build());
    }

    /** A built-in field is no attribute. */
    private static Map<String, AttributeValue> attributes(Map<String, AttributeValue> fields) {
        Map<String, AttributeValue> attributes = new TreeMap<>(fields);
        attributes.remove("firstName");
        return attributes;
    }

    /** One to four audience queries in some process order, which may well find the same subjects. */
    public static Arbitrary<List<AudienceQuery>> queries() {
        return Combinators.combine(
                        ConditionArbitraries.conditions().list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(0, 3).list().ofSize(4))
                .as((conditions, orders) -> IntStream.range(0, conditions.size())
                        .mapToObj(i -> new AudienceQuery("query-" + i, orders.get(i), conditions.get(i)))
                        .toList());
    }
}
