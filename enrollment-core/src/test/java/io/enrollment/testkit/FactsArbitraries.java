package io.enrollment.testkit;

import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.enrollment.Facts;
import io.enrollment.plan.Organization;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.Subject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * What decisions may know of the world: always of the same subject of the same organization, which can be reached more often
 * than not. Drawing several gives a subject that changes between decisions.
 */
public final class FactsArbitraries {

    /** The organization: in New York, with one holiday early in 2026. */
    public static final Organization ORGANIZATION = Organization.named("Acme")
            .country("US")
            .zone("America/New_York")
            .businessCalendar(BusinessCalendar.of(
                    Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Set.of(LocalDate.of(2026, 1, 19))))
            .sentBy("Acme, 1 Main St")
            .unsubscribeAt("https://acme.example/u")
            .build();

    private static final List<ContactPoint> POINTS = List.of(
            ContactPoint.email("ann@example.com"),
            ContactPoint.phone("+12125550123"),
            ContactPoint.email("nobody"),
            ContactPoint.phone("911"));

    private FactsArbitraries() {}

    /** Facts of a subject that may be deleted at some instant around the given one. */
    public static Arbitrary<Facts> facts(Instant around) {
        return subjects(around).map(FactsArbitraries::of);
    }

    /** The facts of a subject of the organization. */
    public static Facts of(Subject subject) {
        return Facts.builder().subject(subject).organization(ORGANIZATION).build();
    }

    /** Subjects with the fields that {@link ConditionArbitraries} ask for, and one named {@code date}. */
    public static Arbitrary<Subject> subjects(Instant around) {
        Arbitrary<Optional<Instant>> deletions = Arbitraries.integers()
                .between(-10, 200)
                .<Instant>map(days -> around.plusSeconds(86_400L * days))
                .optional(0.1);
        return Combinators.combine(
                        points(),
                        Arbitraries.of("US", "US", "US", "US", "GB", "CA").optional(0.95),
                        TimeArbitraries.zones().optional(0.7),
                        fields(around),
                        deletions)
                .as((points, country, zone, fields, deleted) -> Subject.person("lead-1")
                        .contactPoints(points)
                        .country(country)
                        .zone(zone)
                        .attributes(fields)
                        .deletedAt(deleted)
                        .build())
                .withoutEdgeCases();
    }

    private static Arbitrary<List<ContactPoint>> points() {
        Arbitrary<List<ContactPoint>> any = Arbitraries.of(POINTS).list().ofMaxSize(3);
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(POINTS)), Tuple.of(1, any));
    }

    private static Arbitrary<Map<String, AttributeValue>> fields(Instant around) {
        Arbitrary<AttributeValue> dates = Arbitraries.integers()
                .between(-10, 60)
                .map(days -> AttributeValue.of(around.plusSeconds(86_400L * days)));
        return Combinators.combine(ConditionArbitraries.fields(), dates.optional(0.95))
                .as((fields, date) -> {
                    Map<String, AttributeValue> all = new HashMap<>(fields);
                    date.ifPresent(value -> all.put("date", value));
                    return all;
                });
    }
}
