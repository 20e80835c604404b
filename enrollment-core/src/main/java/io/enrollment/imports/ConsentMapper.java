package io.enrollment.imports;

import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Makes an entry of the consent ledger of a row. */
final class ConsentMapper {

    /** The columns that a consent file may have. */
    static final Set<String> COLUMNS =
            Set.of("subject", "kind", "channel", "topic", "at", "endsAt", "optIn", "evidence", "address", "referrer");

    /** The columns that it must have. */
    static final Set<String> REQUIRED = Set.of("subject", "kind", "at");

    private ConsentMapper() {}

    static Consent map(Row row, ZoneId zone) {
        ConsentKind kind =
                Cells.constant(row, "kind", ConsentKind.class).orElseThrow(() -> row.refusal("kind", "be present"));
        Instant at = Cells.moment(row, "at", zone).orElseThrow(() -> row.refusal("at", "be present"));
        Optional<Instant> endsAt = Cells.moment(row, "endsAt", zone);
        if (endsAt.filter(at::isAfter).isPresent()) {
            throw row.refusal("endsAt", "not be before at");
        }
        return Consent.builder()
                .kind(kind)
                .at(at)
                .endsAt(endsAt)
                .channel(Cells.constant(row, "channel", ChannelKind.class))
                .topic(Cells.stripped(row, "topic"))
                .optIn(Cells.truth(row, "optIn").orElse(true))
                .evidence(Cells.stripped(row, "evidence"))
                .address(Cells.stripped(row, "address"))
                .referrer(Cells.stripped(row, "referrer"))
                .build();
    }
}
