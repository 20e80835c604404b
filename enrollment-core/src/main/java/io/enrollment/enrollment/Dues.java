package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.calendar.ResolvedZone;
import io.enrollment.calendar.ZoneSource;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Due times made by the decisions themselves, not derived from a delay. */
final class Dues {

    private Dues() {}

    /** At this instant; stands only until the real one is derived in the same decision. */
    static DueTime provisional(Instant at) {
        ResolvedZone utc = new ResolvedZone(ZoneOffset.UTC, ZoneSource.UTC);
        return new DueTime(at, LocalDateTime.ofInstant(at, ZoneOffset.UTC), utc, List.of());
    }

    /** The same due time with a word before its derivation. */
    static DueTime because(String why, DueTime due) {
        List<String> derivation = new ArrayList<>();
        derivation.add(why);
        derivation.addAll(due.derivation());
        return new DueTime(due.at(), due.local(), due.zone(), derivation);
    }

    /** When an event that is waited for ends the wait, in the place of its timeout. */
    static DueTime heard(Instant at, DueTime timeout) {
        return at(at, timeout.zone(), "the event came");
    }

    /** At this instant, for a reason that is no delay. */
    static DueTime at(Instant at, ResolvedZone zone, String why) {
        return new DueTime(at, LocalDateTime.ofInstant(at, zone.zone()), zone, List.of(why));
    }
}
