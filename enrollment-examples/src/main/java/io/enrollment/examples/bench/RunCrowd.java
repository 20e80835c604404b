package io.enrollment.examples.bench;

import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.Page;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The audience of a run, the same each time: of every twenty people one is deleted, one has a bad address, one a bad number,
 * one is enrolled already, two have opted out, two have given no consent, and twelve are eligible.
 */
final class RunCrowd {

    /** How many kinds of people there are. */
    static final int KINDS = 20;
    /** The kind that is enrolled before the run. */
    static final int ENROLLED = 3;

    private static final Instant LONG_AGO = Instant.parse("2025-01-05T14:00:00Z");
    private static final List<String> AREAS = List.of("416", "604", "212", "214", "213");
    private static final int NUMBERS = 7_900_000;

    private RunCrowd() {}

    /** The id of a person, counted from 0; in the order of the numbers. */
    static String id(int i) {
        return String.format(Locale.ROOT, "person-%08d", i);
    }

    static String name(int i) {
        return "Person " + i;
    }

    static boolean isDeleted(int i) {
        return i % KINDS == 0;
    }

    static String email(int i) {
        return i % KINDS == 1 ? "person" + i + " at example.com" : "person" + i + "@example.com";
    }

    /** No two people share a number, so that nobody gains by remembering numbers. */
    static String phone(int i) {
        String area = AREAS.get(i / NUMBERS % AREAS.size());
        return i % KINDS == 2 ? "+1" + area + "1" + i % 1000 : "+1" + area + (2_000_000 + i % NUMBERS);
    }

    static boolean hasOptedOut(int i) {
        return i % KINDS == 4 || i % KINDS == 5;
    }

    static boolean hasConsented(int i) {
        return i % KINDS != 6 && i % KINDS != 7;
    }

    /** As the engine knows a person. */
    static Subject person(int i) {
        Subject.Builder person = Subject.person(id(i));
        person.firstName(name(i))
                .email(email(i))
                .phone(phone(i))
                .country("CA")
                .region("ON")
                .zone(ZoneId.of("America/Toronto"));
        if (isDeleted(i)) {
            person.deletedAt(LONG_AGO);
        }
        if (hasConsented(i)) {
            Consent.Builder consent = Consent.builder();
            person.addConsent(consent.kind(ConsentKind.EXPRESS)
                    .at(LONG_AGO)
                    .evidence("form " + i)
                    .build());
        }
        if (hasOptedOut(i)) {
            person.addOptOut(new OptOut(Optional.empty(), OptOut.Reason.OPTED_OUT, LONG_AGO));
        }
        return person.build();
    }

    static List<Subject> people(int from, int until) {
        return IntStream.range(from, until).mapToObj(RunCrowd::person).toList();
    }

    /** Those who are enrolled before the run. */
    static List<SubjectId> enrolled(int count) {
        return IntStream.range(0, count)
                .filter(i -> i % KINDS == ENROLLED)
                .mapToObj(i -> SubjectId.of(id(i)))
                .toList();
    }

    /** A host's own people, made when they are asked for: their contact points were never judged. */
    static AudienceSource hosts(int count) {
        return (request, page) -> {
            int from = page.after().map(Integer::parseInt).orElse(0);
            int until = Math.min(count, from + page.limit());
            List<AudienceMember> members = IntStream.range(from, until)
                    .mapToObj(i -> AudienceMember.of(person(i)))
                    .toList();
            return new Page<>(members, until < count ? Optional.of(String.valueOf(until)) : Optional.empty());
        };
    }
}
