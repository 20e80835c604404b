package io.enrollment.examples.bench;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.spi.SubjectDirectory;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** People, an organization and a plan to measure with; the same each time. */
final class Crowd {

    /** When the year begins. */
    static final Instant START = Instant.parse("2026-01-05T14:00:00Z");

    private record Place(String country, String region, String zone, String areaCode) {}

    private static final List<Place> PLACES = List.of(
            new Place("CA", "ON", "America/Toronto", "416"),
            new Place("CA", "BC", "America/Vancouver", "604"),
            new Place("US", "NY", "America/New_York", "212"),
            new Place("US", "TX", "America/Chicago", "214"),
            new Place("US", "CA", "America/Los_Angeles", "213"));

    private static final String PERSON = "person-";

    private Crowd() {}

    /** People of five places, each with an address, a number that takes texts and express consent. */
    static List<Subject> people(int count) {
        return IntStream.range(0, count).mapToObj(Crowd::person).toList();
    }

    /** A plan of five steps over a year: three emails, two texts, in the hours of the recipients. */
    static Plan year() {
        return Plan.forPeople("year")
                .email("hello", "hello")
                .text("nudge", "nudge")
                .after(Delay.businessDays(2).at("10:00"))
                .within(SendWindow.weekdays("09:00", "20:00"))
                .email("spring", "spring")
                .after(Delay.days(90).at("09:00"))
                .text("summer", "summer")
                .after(Delay.months(3).at("12:00"))
                .email("winter", "winter")
                .after(Delay.weeks(20).at("09:00"))
                .onBusinessDays()
                .build();
    }

    /** An organization in Toronto that declares what the law asks for. */
    static Organization organization() {
        return Organization.named("Benchmark")
                .zone("America/Toronto")
                .sentBy("Benchmark, 1 Main St, Toronto")
                .unsubscribeAt("https://benchmark.example/u")
                .build();
    }

    /** Knows people by their ids, all of them held in memory. */
    static SubjectDirectory directory(int count) {
        Map<SubjectId, Subject> people = new HashMap<>();
        people(count).forEach(person -> people.put(person.id(), person));
        return (organization, ids) ->
                ids.stream().flatMap(id -> Stream.ofNullable(people.get(id))).toList();
    }

    /** Knows as many people, each of them made when asked for, so that millions need no memory. */
    static SubjectDirectory made(int count) {
        return (organization, ids) -> ids.stream()
                .map(id -> Integer.parseInt(id.value().substring(PERSON.length())))
                .filter(number -> number < count)
                .map(Crowd::person)
                .toList();
    }

    /** The id of a person, counted from 0. */
    static SubjectId id(int i) {
        return SubjectId.of(PERSON + i);
    }

    private static Subject person(int i) {
        Place place = PLACES.get(i % PLACES.size());
        Subject.Builder person = Subject.person(PERSON + i);
        person.email("person" + i + "@example.com").phone("+1" + place.areaCode() + (5_550_100 + i % 100));
        Consent.Builder consent = Consent.builder();
        consent.kind(ConsentKind.EXPRESS).at(START.minusSeconds(86_400L * 365)).evidence("form " + i);
        return person.firstName("Person " + i)
                .country(place.country())
                .region(place.region())
                .zone(ZoneId.of(place.zone()))
                .addConsent(consent.build())
                .build();
    }
}
