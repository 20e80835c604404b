package io.enrollment.calendar;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;

/**
 * A cron expression of five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday; names are
 * English, in three letters). When both kinds of days are restricted, either is enough.
 *
 * <p>It names local times. Each of them comes once, whatever the clocks do: one that a gap leaves out comes as much later as
 * the gap is long, one that an overlap brings twice comes the first time only. Two that fall on the same instant by that are
 * one. Immutable and thread-safe; equal when the texts are.
 */
public final class Cron {

    private static final int LONGEST = 200;
    private static final int WIDER = 4;

    private final String text;
    private final ExecutionTime times;

    private Cron(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
    }

    /**
     * Reads an expression such as {@code 30 9 * * MON-FRI}.
     *
     * @throws IllegalArgumentException if it cannot be understood, with what is wrong
     */
    public static Cron parse(String text) {
        Require.text("cron", text, LONGEST);
        try {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return new Cron(text, ExecutionTime.forCron(parser.parse(text.toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException e) {
            String rule = "be minute, hour, day of month, month and day of week, like 30 9 * * MON-FRI ("
                    + e.getMessage() + ")";
            IllegalArgumentException refusal = Require.refusal("cron", text, rule);
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** The expression as it was written. */
    public String text() {
        return text;
    }

    /** Whether there is no date at all on which it fires, such as 30 February. */
    public boolean neverFires() {
        return nextLocal(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty();
    }

    /** The first instant after this one at which it fires in a zone; empty when there is none. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        Optional<Instant> first = Optional.empty();
        Optional<LocalDateTime> local = nextLocal(beforeAnyGap(after, zone));
        while (local.isPresent() && mayComeBefore(first, local.get(), zone)) {
            Instant at = LocalTimes.resolve(local.get(), zone);
            boolean sooner = first.isEmpty() || at.isBefore(first.get());
            first = at.isAfter(after) && sooner ? Optional.of(at) : first;
            local = nextLocal(local.get());
        }
        return first;
    }

    /**
     * The last instant after {@code after}, and not after {@code until}, at which it fires in a zone. Looks back from the end,
     * farther and farther, so that a long time with many of them costs no more than a short one.
     */
    public Optional<Instant> latest(Instant after, Instant until, ZoneId zone) {
        Duration look = Duration.ofHours(1);
        Instant from = until;
        while (from.isAfter(after)) {
            from = until.minus(look).isAfter(after) ? until.minus(look) : after;
            Optional<Instant> found = next(from, zone).filter(at -> !at.isAfter(until));
            if (found.isPresent()) {
                return Optional.of(lastFrom(found.get(), until, zone));
            }
            look = look.multipliedBy(WIDER);
        }
        return Optional.empty();
    }

    private Instant lastFrom(Instant first, Instant until, ZoneId zone) {
        Instant last = first;
        Optional<Instant> more = next(last, zone);
        while (more.isPresent() && !more.get().isAfter(until)) {
            last = more.get();
            more = next(last, zone);
        }
        return last;
    }

    /** The library sees a zone without changes, so that it cannot lose or repeat a local time. */
    private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    /** Local times that a gap has just left out come after it. */
    private static LocalDateTime beforeAnyGap(Instant after, ZoneId zone) {
        LocalDateTime local = after.atZone(zone).toLocalDateTime();
        Optional<ZoneOffsetTransition> last =
                Optional.ofNullable(zone.getRules().previousTransition(after.plusNanos(1)));
        return last.filter(ZoneOffsetTransition::isGap)
                .map(ZoneOffsetTransition::getDuration)
                .filter(gap -> last.get().getInstant().plus(gap).isAfter(after))
                .map(local::minus)
                .orElse(local);
    }

    /** A later local time can come sooner than one in a gap, up to the local time that this one became. */
    private static boolean mayComeBefore(Optional<Instant> first, LocalDateTime local, ZoneId zone) {
        return first.map(at -> local.isBefore(at.atZone(zone).toLocalDateTime()))
                .orElse(true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && text.equals(cron.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
