package io.enrollment.eligibility;

import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Permission to call or text somebody who is on a national do-not-call register: express consent, or a business
 * relationship that is recent enough and was not ended by a withdrawal.
 */
final class DoNotCallPermission {

    private final CheckInput input;
    private final Ledger ledger;

    DoNotCallPermission(CheckInput input, ChannelKind channel) {
        this.input = input;
        this.ledger = new Ledger(input.subject().consents(), channel, topic(input), input.now());
    }

    boolean given() {
        return ledger.grounds().stream()
                .filter(entry -> !entry.at().isAfter(input.now()) && Ledger.isProven(entry))
                .filter(ledger::outlivesWithdrawal)
                .anyMatch(entry -> entry.kind() == ConsentKind.EXPRESS ? isStanding(entry) : isRecent(entry));
    }

    private static Optional<String> topic(CheckInput input) {
        return input.step()
                .filter(Step.Message.class::isInstance)
                .flatMap(step -> ((Step.Message) step).message().topic());
    }

    private boolean isStanding(Consent entry) {
        return entry.optIn()
                && entry.endsAt().filter(end -> !end.isAfter(input.now())).isEmpty();
    }

    private boolean isRecent(Consent entry) {
        return Optional.ofNullable(input.doNotCall().months().get(entry.kind()))
                .filter(months -> !today().isAfter(LocalDays.lastWithin(date(entry), months)))
                .isPresent();
    }

    private LocalDate today() {
        return LocalDays.of(input.now(), input.organization().legalZoneOrOwn());
    }

    private LocalDate date(Consent entry) {
        return LocalDays.of(entry.at(), input.organization().legalZoneOrOwn());
    }
}
