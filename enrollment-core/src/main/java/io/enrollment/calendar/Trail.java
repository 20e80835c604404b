package io.enrollment.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The derivation of one due time while it is made: what moved it, and to which local time. */
final class Trail {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd ", Locale.ENGLISH);

    private final ZoneId zone;
    private final List<String> steps = new ArrayList<>();

    Trail(ZoneId zone) {
        this.zone = zone;
    }

    void start(String what, LocalDateTime local) {
        steps.add(what + " " + local);
    }

    void start(String what, Instant at) {
        start(what, LocalDateTime.ofInstant(at, zone));
    }

    void moved(String why, LocalDateTime local) {
        steps.add(why + " → " + DAY.format(local) + local.toLocalTime());
    }

    void moved(String why, Instant at) {
        moved(why, LocalDateTime.ofInstant(at, zone));
    }

    /** Notes what the zone made of a local time: nothing when it exists exactly once. */
    void resolved(LocalDateTime local, Instant at) {
        int occurrences = zone.getRules().getValidOffsets(local).size();
        if (occurrences == 0) {
            moved("clocks skip this time", at);
        } else if (occurrences == 2) {
            boolean first = at.equals(LocalTimes.resolve(local, zone));
            moved("clocks show this time twice, " + (first ? "first" : "second") + " taken", at);
        }
    }

    List<String> steps() {
        return List.copyOf(steps);
    }
}
