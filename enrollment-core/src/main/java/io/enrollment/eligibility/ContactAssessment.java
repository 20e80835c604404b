package io.enrollment.eligibility;

import com.google.common.base.Suppliers;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.ContactKind;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.ContactState;
import io.enrollment.subject.Subject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The contact points of a subject, judged: by which address it can be reached on each channel, or why it cannot.
 *
 * <p>Of several contact points of a kind the first usable one counts; when none is usable, the reason of the first is
 * reported. A contact point is judged by its shape first, then by its {@link ContactState state}. Opt-outs play no part,
 * since they depend on the instant. Reading a telephone number is by far the dearest part of all checks, so each channel
 * is judged when it is first asked for and each number is read once; whoever judges the same subject twice should hand
 * the same assessment on, or have a {@link PhoneReader} remember the numbers.
 *
 * <p>Immutable to every observer, and thread-safe.
 */
public final class ContactAssessment {

    /**
     * The version of the rules that judge contact points: those of this class, and the number plans of the library that reads
     * telephone numbers. Whoever keeps a judgement keeps it with this, and judges anew when it is another.
     */
    public static final String RULES = "2/libphonenumber-9.0.43";

    private final Supplier<Reach> email;
    private final Supplier<Reach> text;
    private final Supplier<Reach> call;

    private ContactAssessment(Supplier<Reach> email, Supplier<Reach> text, Supplier<Reach> call) {
        this.email = email;
        this.text = text;
        this.call = call;
    }

    /** The assessment of a subject's contact points; numbers without a country code are read by the subject's country. */
    public static ContactAssessment of(Subject subject) {
        return of(subject, PhoneShape::of);
    }

    /** As {@link #of(Subject)}, with a function that reads a number by its country. */
    static ContactAssessment of(Subject subject, BiFunction<String, Optional<String>, Optional<PhoneShape>> reader) {
        Supplier<List<JudgedPhone>> phones = Suppliers.memoize(() -> phones(subject, reader))::get;
        return new ContactAssessment(
                Suppliers.memoize(() -> email(subject))::get,
                Suppliers.memoize(() -> best(phones.get(), JudgedPhone::text, Reasons.PHONE_MISSING))::get,
                Suppliers.memoize(() -> best(phones.get(), JudgedPhone::call, Reasons.PHONE_MISSING))::get);
    }

    /** An assessment that was made before, for hosts that judge contact points when they come in. */
    public static ContactAssessment of(Reach email, Reach text, Reach call) {
        return new ContactAssessment(() -> email, () -> text, () -> call);
    }

    /** Whether and where the subject gets email. */
    public Reach email() {
        return email.get();
    }

    /** Whether and where the subject gets text messages. */
    public Reach text() {
        return text.get();
    }

    /** Whether and where the subject can be called. */
    public Reach call() {
        return call.get();
    }

    /** Whether and where the subject can be reached on a channel. */
    public Reach on(ChannelKind channel) {
        return switch (channel) {
            case EMAIL -> email();
            case TEXT -> text();
            case CALL -> call();
        };
    }

    private static Reach email(Subject subject) {
        return best(subject.contactPoints(ContactKind.EMAIL), ContactAssessment::judgeEmail, Reasons.EMAIL_MISSING);
    }

    private static Reach judgeEmail(ContactPoint point) {
        return switch (EmailShape.judge(point.value())) {
            case SYNTAX -> Reach.none(Reasons.EMAIL_SYNTAX, Optional.empty());
            case UNSENDABLE -> Reach.none(Reasons.EMAIL_UNSENDABLE, Optional.empty());
            case OK -> emailByState(point);
        };
    }

    private static Reach emailByState(ContactPoint point) {
        return switch (point.state()) {
            case OK -> Reach.at(Reasons.EMAIL_OK, point.value(), Optional.empty());
            case SUPPRESSED -> Reach.none(Reasons.EMAIL_SUPPRESSED, Optional.empty());
            // An address that was given up sends everything back.
            case BOUNCED, DEACTIVATED -> Reach.none(Reasons.EMAIL_BOUNCED, Optional.empty());
        };
    }

    private static List<JudgedPhone> phones(
            Subject subject, BiFunction<String, Optional<String>, Optional<PhoneShape>> reader) {
        return subject.contactPoints(ContactKind.PHONE).stream()
                .map(point -> new JudgedPhone(reader.apply(point.value(), subject.country()), point.state()))
                .toList();
    }

    private static <T> Reach best(List<T> points, Function<T, Reach> judge, String missing) {
        Optional<Reach> first = Optional.empty();
        for (T point : points) {
            Reach reach = judge.apply(point);
            if (reach.usable()) {
                return reach;
            }
            first = first.or(() -> Optional.of(reach));
        }
        return first.orElseGet(() -> Reach.none(missing, Optional.empty()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContactAssessment that
                && email().equals(that.email())
                && text().equals(that.text())
                && call().equals(that.call());
    }

    @Override
    public int hashCode() {
        return Objects.hash(email(), text(), call());
    }

    /** The judgements without the addresses. */
    @Override
    public String toString() {
        return "ContactAssessment[email=" + email() + ", text=" + text() + ", call=" + call() + "]";
    }
}
