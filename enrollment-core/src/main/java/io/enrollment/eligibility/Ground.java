package io.enrollment.eligibility;

import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/**
 * What one entry of the consent ledger is worth for a message.
 *
 * @param state whether it permits the message now, else what is in the way
 * @param strength among several that hold the strongest is named
 * @param reason the code with which it passes
 * @param paragraph where the law says so
 * @param date the local day from which its period counts
 * @param lastSendDay the last day of its period; empty when it has no end
 */
record Ground(
        State state,
        Strength strength,
        String reason,
        String paragraph,
        Consent entry,
        LocalDate date,
        Optional<LocalDate> lastSendDay) {

    /** In the order in which they are reported: what is nearest to a permission first. */
    enum State {
        HOLDS,
        FUTURE,
        NO_PROOF,
        NOT_ELIGIBLE_SENDER,
        EXPIRED,
        ENDED
    }

    /** In the order of the decision table. */
    enum Strength {
        EXPRESS,
        STANDING,
        ACTIVE,
        AFTER_EVENT
    }

    /** The one to report first: by state, strength, length of life, and then what is most recent. */
    static final Comparator<Ground> BEST_FIRST = Comparator.comparing(Ground::state)
            .thenComparing(Ground::strength)
            .thenComparing(Ground::end, Comparator.reverseOrder())
            .thenComparing(ground -> ground.entry().at(), Comparator.reverseOrder())
            .thenComparing(ground -> ground.entry().kind());

    boolean holds() {
        return state == State.HOLDS;
    }

    boolean isExpress() {
        return entry.kind() == ConsentKind.EXPRESS;
    }

    private LocalDate end() {
        return lastSendDay.orElse(LocalDate.MAX);
    }
}
