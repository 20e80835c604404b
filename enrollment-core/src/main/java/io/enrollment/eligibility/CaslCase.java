package io.enrollment.eligibility;

import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** One message to one subject at one instant, as the rules of CASL see it. */
record CaslCase(CheckInput input, Step.Message step, Instant at) {

    /** Canada, the only country whose law this is. */
    private static final String CANADA = "CA";

    /** The same message at another instant. */
    CaslCase on(Instant other) {
        return new CaslCase(input, step, other);
    }

    MessageSettings message() {
        return step.message();
    }

    ChannelKind channel() {
        return step.channel();
    }

    ClassRule rule() {
        return input.casl().rule(message().messageClass());
    }

    CaslPolicy policy() {
        return input.organization().casl();
    }

    /** The zone whose local days count. */
    ZoneId zone() {
        return input.organization().legalZoneOrOwn();
    }

    LocalDate sendDay() {
        return LocalDays.of(at, zone());
    }

    Ledger ledger() {
        return new Ledger(input.subject().consents(), channel(), message().topic(), at);
    }

    /** A sender of unknown place is in Canada (fail closed). */
    boolean fromCanada() {
        return input.organization().country().map(CANADA::equals).orElse(true);
    }

    boolean toCanada() {
        return input.subject().country().filter(CANADA::equals).isPresent();
    }
}
