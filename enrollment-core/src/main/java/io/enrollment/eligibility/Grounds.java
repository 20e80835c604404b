package io.enrollment.eligibility;

import io.enrollment.eligibility.Ground.State;
import io.enrollment.eligibility.Ground.Strength;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the entries of the consent ledger for one message, leaving withdrawals aside. */
final class Grounds {

    private final CaslCase message;

    private Grounds(CaslCase message) {
        this.message = message;
    }

    /** A list of the caller's own: what there is for a message, the best first; what can never permit it is left out. */
    static List<Ground> of(CaslCase message) {
        Grounds grounds = new Grounds(message);
        List<Ground> found = new ArrayList<>();
        for (Consent entry : message.ledger().grounds()) {
            grounds.judge(entry).ifPresent(found::add);
        }
        found.sort(Ground.BEST_FIRST);
        return found;
    }

    private Optional<Ground> judge(Consent entry) {
        if (entry.kind() == ConsentKind.EXPRESS) {
            return entry.optIn() ? Optional.of(express(entry)) : Optional.empty();
        }
        return Optional.ofNullable(message.input().casl().implied().get(entry.kind()))
                .flatMap(rule -> implied(entry, rule));
    }

    private Ground express(Consent entry) {
        State state = isOver(entry) ? State.ENDED : proven(entry, begun(entry.at()));
        return new Ground(
                state,
                Strength.EXPRESS,
                Reasons.PASSED_EXPRESS,
                message.input().casl().expressParagraph(),
                entry,
                date(entry.at()),
                Optional.empty());
    }

    private Optional<Ground> implied(Consent entry, ImpliedRule rule) {
        return switch (rule.life()) {
            case WHILE_IT_STANDS -> concerns(entry) ? Optional.of(standing(entry, rule)) : Optional.empty();
            case AFTER_EVENT -> Optional.of(after(entry, rule, entry.at(), dayCounts(entry.at())));
            case IN_FORCE_AND_AFTER -> Optional.of(relationship(entry, rule));
        };
    }

    private Ground standing(Consent entry, ImpliedRule rule) {
        State state = isOver(entry) ? State.EXPIRED : begun(entry.at());
        return ground(
                judged(entry, rule, state), Strength.STANDING, "PASSED_" + entry.kind(), entry, rule, Optional.empty());
    }

    private Ground relationship(Consent entry, ImpliedRule rule) {
        if (isOver(entry)) {
            return after(entry, rule, entry.endsAt().orElseThrow(), State.HOLDS);
        }
        Optional<LocalDate> last = entry.endsAt().map(end -> LocalDays.lastWithin(date(end), rule.months()));
        String reason = Reasons.PASSED_IMPLIED + entry.kind() + "_ACTIVE";
        return ground(judged(entry, rule, begun(entry.at())), Strength.ACTIVE, reason, entry, rule, last);
    }

    private Ground after(Consent entry, ImpliedRule rule, Instant event, State begun) {
        LocalDate last = LocalDays.lastWithin(date(event), rule.months());
        State state = message.sendDay().isAfter(last) ? State.EXPIRED : begun;
        return new Ground(
                judged(entry, rule, state),
                Strength.AFTER_EVENT,
                Reasons.PASSED_IMPLIED + entry.kind(),
                rule.paragraph(),
                entry,
                date(event),
                Optional.of(last));
    }

    private Ground ground(
            State state,
            Strength strength,
            String reason,
            Consent entry,
            ImpliedRule rule,
            Optional<LocalDate> lastSendDay) {
        return new Ground(state, strength, reason, rule.paragraph(), entry, date(entry.at()), lastSendDay);
    }

    /** What no passing of time heals is said first. */
    private State judged(Consent entry, ImpliedRule rule, State state) {
        boolean eligible =
                rule.senders().contains(message.input().organization().senderKind());
        return eligible ? proven(entry, state) : State.NOT_ELIGIBLE_SENDER;
    }

    private static State proven(Consent entry, State state) {
        return state == State.EXPIRED || Ledger.isProven(entry) ? state : State.NO_PROOF;
    }

    private State begun(Instant event) {
        return event.isAfter(message.at()) ? State.FUTURE : State.HOLDS;
    }

    /** An event on the day of sending counts by policy. */
    private State dayCounts(Instant event) {
        boolean excluded = !message.policy().sameDayCounts() && !date(event).isBefore(message.sendDay());
        return excluded ? State.FUTURE : begun(event);
    }

    private boolean isOver(Consent entry) {
        return entry.endsAt().filter(end -> !end.isAfter(message.at())).isPresent();
    }

    /** Publication and disclosure cover that address only, and messages that concern the person's role. */
    private boolean concerns(Consent entry) {
        return message.message().concernsRole()
                && entry.address().map(this::isWrittenTo).orElse(true);
    }

    private boolean isWrittenTo(String address) {
        return message.input()
                .contacts()
                .on(message.channel())
                .address()
                .filter(target -> message.channel() == ChannelKind.EMAIL
                        ? EmailShape.isSame(address, target)
                        : isSameNumber(address, target))
                .isPresent();
    }

    private boolean isSameNumber(String number, String e164) {
        return PhoneShape.of(number, message.input().subject().country())
                .filter(phone -> phone.e164().equals(e164))
                .isPresent();
    }

    private LocalDate date(Instant at) {
        return LocalDays.of(at, message.zone());
    }
}
