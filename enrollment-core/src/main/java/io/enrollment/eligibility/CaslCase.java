package io.enrollment.eligibility;

import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.MessageSettings;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One message to one subject at one instant, as the rules of CASL see it.
 *
 * @param zone the zone whose local days count
 */
record CaslCase(CheckInput input, PlannedMessage planned, ZoneId zone) {

    /** Canada, the only country whose law this is. */
    private static final String CANADA = "CA";

    Instant at() {
        return planned.due();
    }

    /** Whether nothing was sent to the subject before. */
    boolean isFirst() {
        return input.history().messagesHandedOff() + planned.before() == 0;
    }

    MessageSettings message() {
        return planned.step().message();
    }

    ChannelKind channel() {
        return planned.step().channel();
    }

    ClassRule rule() {
        return input.casl().rule(message().messageClass());
    }

    CaslPolicy policy() {
        return input.organization().casl();
    }

    LocalDate sendDay() {
        return LocalDays.of(at(), zone);
    }

    Ledger ledger() {
        return new Ledger(input.subject().consents(), channel(), message().topic(), at());
    }

    /** A sender of unknown place is in Canada (fail closed). */
    boolean fromCanada() {
        return input.organization().country().map(CANADA::equals).orElse(true);
    }

    boolean toCanada() {
        return input.subject().country().filter(CANADA::equals).isPresent();
    }
}
