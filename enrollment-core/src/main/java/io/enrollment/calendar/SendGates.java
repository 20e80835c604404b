package io.enrollment.calendar;

import io.enrollment.internal.ValueStyle;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Everything that may hold a message beyond its due time; immutable. The send window and the business days are judged
 * in the zone of the due time, the quiet hours in the recipient's own.
 */
@Value.Immutable
@ValueStyle
public interface SendGates {

    /** The times of the week at which the step may run. */
    Optional<SendWindow> window();

    /** The hours in which the recipient may be texted or called. */
    Optional<QuietHours> quietHours();

    /** The calendar that counts business days; Monday to Friday unless set. */
    @Value.Default
    default BusinessCalendar calendar() {
        return BusinessCalendar.mondayToFriday();
    }

    /** Whether the step may only run on business days; off unless set. */
    @Value.Default
    default boolean businessDaysOnly() {
        return false;
    }

    /** The instant before which nothing goes out: the last hand-off with the minimum gap, or the present. */
    Optional<Instant> notBefore();

    /** No gates at all. */
    static SendGates none() {
        return builder().build();
    }

    /** A builder without gates. */
    static Builder builder() {
        return new Builder();
    }

    /** Whether every gate is open at the instant. */
    default boolean isOpen(Instant at, ZoneId zone) {
        boolean late = notBefore().filter(at::isBefore).isEmpty();
        return late && Gates.firstClosed(Gates.of(this, zone), at).isEmpty();
    }

    /** Builds gates. */
    final class Builder extends ImmutableSendGates.Builder {
        Builder() {}
    }
}
