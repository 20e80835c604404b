package io.enrollment.testkit;

import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.ContactKind;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.ContactState;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.subject.SubjectType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random subjects with contact points, consents and opt-outs, such as lists of leads have them: most of them sound, with
 * every flaw among them. Times lie around a given instant, before it more often than after it.
 */
public final class SubjectArbitraries {

    private static final String ATEXT =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~";
    private static final List<String> FLAWED_EMAILS = List.of(
            "nobody",
            "no body@example.com",
            "a..b@example.com",
            "ann@localhost",
            "\"ann lee\"@example.com",
            "ann@[127.0.0.1]",
            " ann@example.com",
            "jösé@example.com");
    private static final List<String> NUMBERS = List.of(
            "+447911123456",
            "+14165550123",
            "(416) 555-0123",
            "+442079460018",
            "+18003569377",
            "+19002345678",
            "+14165550123 ext. 7",
            "911",
            "call me");
    private static final List<String> TOPICS = List.of("news", "offers");
    private static final int DAYS_BEFORE = 1100;
    private static final int DAYS_AFTER = 400;

    private SubjectArbitraries() {}

    /** Addresses that have the shape that can be written to. */
    public static Arbitrary<String> validEmails() {
        Arbitrary<String> atoms =
                Arbitraries.strings().withChars(ATEXT).ofMinLength(1).ofMaxLength(15);
        Arbitrary<String> locals = atoms.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join(".", parts));
        Arbitrary<String> domains = labels().list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join(".", parts));
        Arbitrary<String> tops = Arbitraries.of("com", "ca", "example", "co.uk", "x2", "xn--p1ai");
        return Combinators.combine(locals, domains, tops)
                .as((local, domain, top) -> local + "@" + domain + "." + top)
                .withoutEdgeCases();
    }

    /** Addresses of which one in three has a flaw. */
    public static Arbitrary<String> emails() {
        return Arbitraries.frequencyOf(Tuple.of(2, validEmails()), Tuple.of(1, Arbitraries.of(FLAWED_EMAILS)));
    }

    /** Numbers of every kind of line, and some that are none. */
    public static Arbitrary<String> phones() {
        return Arbitraries.of(NUMBERS);
    }

    /** Contact points of both kinds in every state. */
    public static Arbitrary<ContactPoint> contactPoints() {
        Arbitrary<ContactState> states = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(ContactState.OK)), Tuple.of(1, Arbitraries.of(ContactState.class)));
        Arbitrary<ContactPoint> points = Arbitraries.oneOf(
                emails().map(ContactPoint::email),
                phones().map(number -> new ContactPoint(ContactKind.PHONE, number, ContactState.OK)));
        return Combinators.combine(points, states).as(ContactPoint::in);
    }

    /** Entries of a consent ledger of every kind and scope, with and without proof. */
    public static Arbitrary<Consent> consents(Instant around) {
        Arbitrary<Optional<Instant>> ends = instants(around).optional(0.4);
        return Combinators.combine(
                        Arbitraries.of(ConsentKind.class),
                        instants(around),
                        channels(),
                        Arbitraries.of(TOPICS).optional(0.3),
                        ends,
                        Arbitraries.of("", " ", "form 7", "form 8").optional(0.9),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of("Bo Lee", "").optional(0.5))
                .as((kind, at, channel, topic, end, evidence, optIn, referrer) -> Consent.builder()
                        .kind(kind)
                        .at(at)
                        .channel(channel)
                        .topic(topic)
                        .endsAt(end.filter(late -> !late.isBefore(at)))
                        .evidence(evidence)
                        .optIn(optIn)
                        .referrer(referrer)
                        .build());
    }

    /** Opt-outs on every ground, of one channel or all. */
    public static Arbitrary<OptOut> optOuts(Instant around) {
        return Combinators.combine(channels(), Arbitraries.of(OptOut.Reason.class), instants(around))
                .as(OptOut::new);
    }

    /** Subjects of both types. */
    public static Arbitrary<Subject> subjects(Instant around) {
        Arbitrary<List<Consent>> ledgers = consents(around).list().ofMaxSize(5);
        Arbitrary<List<OptOut>> optOuts = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.<OptOut>of())),
                Tuple.of(1, optOuts(around).list().ofMaxSize(2)));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 1_000_000).map(n -> SubjectId.of("lead-" + n)),
                        Arbitraries.of(SubjectType.PERSON, SubjectType.PERSON, SubjectType.PERSON, SubjectType.COMPANY),
                        contactPoints().list().ofMaxSize(3),
                        Arbitraries.of("CA", "CA", "US", "GB", "DE").optional(0.8),
                        ledgers,
                        optOuts,
                        instants(around).optional(0.1),
                        instants(around).optional(0.05))
                .as((id, type, points, country, ledger, outs, deleted, erased) -> Subject.builder()
                        .id(id)
                        .type(type)
                        .contactPoints(points)
                        .country(country)
                        .consents(ledger)
                        .optOuts(outs)
                        .deletedAt(deleted)
                        .erasedAt(erased)
                        .build())
                .withoutEdgeCases();
    }

    /** Instants from three years before to one year after, many of them within two days. */
    public static Arbitrary<Instant> instants(Instant around) {
        Arbitrary<Duration> near =
                Arbitraries.integers().between(-172_800, 172_800).map(Duration::ofSeconds);
        Arbitrary<Duration> far =
                Arbitraries.integers().between(-DAYS_BEFORE, DAYS_AFTER).map(Duration::ofDays);
        return Arbitraries.frequencyOf(Tuple.of(1, near), Tuple.of(2, far)).map(around::plus);
    }

    private static Arbitrary<Optional<ChannelKind>> channels() {
        return Arbitraries.of(ChannelKind.class).optional(0.4);
    }

    private static Arbitrary<String> labels() {
        Arbitrary<String> plain = Arbitraries.strings()
                .withChars("abcdefghijklmnopqrstuvwxyz0123456789")
                .ofMinLength(1)
                .ofMaxLength(12);
        return Arbitraries.frequencyOf(
                Tuple.of(6, plain),
                Tuple.of(1, Combinators.combine(plain, plain).as((a, b) -> a + "-" + b)),
                Tuple.of(1, Arbitraries.of("bücher", "例え", "пример", "EXAMPLE")));
    }
}
