package io.enrollment.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A limit to how many messages somebody gets within some time. */
public sealed interface SendCap permits FrequencyCap, LocalDayCap {

    /** The number of messages that fit; at least 1. */
    int limit();

    /**
     * The first instant after {@code now} at which another message fits; empty when it fits now.
     *
     * @param sends the instants of the messages that count, in any order
     * @param zone the zone of local dates
     */
    Optional<Instant> earliest(List<Instant> sends, Instant now, ZoneId zone);

    /** For how long a message may count, at most. */
    Duration reach();

    /** The limit in words, for derivations and logs. */
    String describe();
}
