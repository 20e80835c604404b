package io.enrollment.eligibility;

import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The consent ledger of a subject as it bears on messages of one channel and topic at one instant. Where a scope is in
 * doubt it works against sending: consent with a topic covers messages of that topic only, a withdrawal with a topic
 * covers messages without one, too.
 */
record Ledger(List<Consent> entries, ChannelKind channel, Optional<String> topic, Instant at) {

    /** What was given or happened, of whatever age, that covers the message. */
    List<Consent> grounds() {
        List<Consent> grounds = new ArrayList<>(entries.size());
        for (Consent entry : entries) {
            if (entry.kind() != ConsentKind.WITHDRAWAL && covers(entry)) {
                grounds.add(entry);
            }
        }
        return grounds;
    }

    /** When consent was last withdrawn for the message. */
    Optional<Instant> lastWithdrawal() {
        Optional<Instant> last = Optional.empty();
        for (Consent entry : entries) {
            if (entry.kind() == ConsentKind.WITHDRAWAL
                    && withdraws(entry)
                    && !entry.at().isAfter(at)
                    && last.filter(entry.at()::isBefore).isEmpty()) {
                last = Optional.of(entry.at());
            }
        }
        return last;
    }

    /** Whether an entry is later than every withdrawal; at the same instant the withdrawal wins. */
    boolean outlivesWithdrawal(Consent entry) {
        return lastWithdrawal().filter(when -> !entry.at().isAfter(when)).isEmpty();
    }

    /** Whether there is a record of it: whoever alleges consent proves it (CASL s.13). */
    static boolean isProven(Consent entry) {
        return entry.evidence().filter(proof -> !proof.isBlank()).isPresent();
    }

    private boolean covers(Consent entry) {
        return onChannel(entry) && (entry.topic().isEmpty() || entry.topic().equals(topic));
    }

    private boolean withdraws(Consent entry) {
        return onChannel(entry)
                && (entry.topic().isEmpty() || topic.isEmpty() || entry.topic().equals(topic));
    }

    private boolean onChannel(Consent entry) {
        return entry.channel().isEmpty()
                || entry.channel().filter(channel::equals).isPresent();
    }
}
