package io.enrollment.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Points in time as people write them. */
public final class Moments {

    /** Completes the sentence “must …”. */
    public static final String RULE =
            "be a date (2026-03-01), a date-time (2026-03-01T09:00) or an instant (2026-03-01T09:00:00Z) that exists";

    private Moments() {}

    /** A point in time between the years 1 and 9999; empty when the text is none. */
    public static Optional<Instant> parse(String text, ZoneId zone) {
        return Cells.parsed(text, t -> LocalDate.parse(t).atStartOfDay(zone).toInstant())
                .or(() -> Cells.parsed(text, t -> OffsetDateTime.parse(t).toInstant()))
                .or(() -> Cells.parsed(
                        text, t -> LocalDateTime.parse(t).atZone(zone).toInstant()))
                .filter(Moments::isOrdinary);
    }

    private static boolean isOrdinary(Instant at) {
        return !at.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
                && at.isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
    }
}
