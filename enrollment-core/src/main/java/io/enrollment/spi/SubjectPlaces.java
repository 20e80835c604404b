package io.enrollment.spi;

import io.enrollment.internal.Micros;
import io.enrollment.plan.CapHold;
import io.enrollment.plan.MessageCaps;
import io.enrollment.subject.ChannelKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The places of one subject under the caps, as a store keeps them together. Immutable.
 *
 * @param places the places, the oldest first
 * @param reach for how long the longest cap that was ever asked for counts them, in microseconds
 */
public record SubjectPlaces(List<Place> places, long reach) {

    /** None yet. */
    public static final SubjectPlaces NONE = new SubjectPlaces(List.of(), 0);

    /**
     * One of them.
     *
     * @param channel the channel of the message
     * @param at when it was taken, in microseconds since 1970-01-01T00:00:00Z
     * @param fence the fence of the claim that it was taken under
     * @param key what the message is known by
     */
    public record Place(ChannelKind channel, long at, long fence, String key) {

        private static Place parse(String line) {
            String[] parts = line.split(" ", 4);
            return new Place(
                    ChannelKind.valueOf(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
        }

        private String text() {
            return channel.name() + ' ' + at + ' ' + fence + ' ' + key;
        }
    }

    /**
     * The answer to a request.
     *
     * @param hold what holds the message; empty when its place was taken
     * @param after the places then
     */
    public record Answer(Optional<CapHold> hold, SubjectPlaces after) {}

    /** Copies the list. */
    public SubjectPlaces {
        places = List.copyOf(places);
    }

    /** What {@link #text} wrote. */
    public static SubjectPlaces parse(String text, long reach) {
        return new SubjectPlaces(text.lines().map(Place::parse).toList(), reach);
    }

    /** The places as one text without personal data, a line for each; empty when there is none. */
    public String text() {
        return String.join("\n", places.stream().map(Place::text).toList());
    }

    /** Judges a request beside the places of other messages, and takes its place if they leave one. */
    public Answer take(CapRequest request) {
        CapPlace wanted = request.place();
        long at = Math.max(Micros.ceil(request.now()), latest().orElse(Long.MIN_VALUE));
        List<Place> others = new ArrayList<>(places);
        others.removeIf(place -> place.key().equals(wanted.key().value()));
        List<MessageCaps.Counted> counted = others.stream()
                .map(place -> new MessageCaps.Counted(place.channel(), Micros.instant(place.at())))
                .toList();
        Optional<CapHold> hold = request.caps().hold(counted, wanted.channel(), Micros.instant(at), request.zone());
        if (hold.isPresent()) {
            return new Answer(hold, this);
        }
        long longest =
                Math.max(reach, TimeUnit.MICROSECONDS.convert(request.caps().reach()));
        others.removeIf(place -> place.at() <= at - longest);
        others.add(new Place(
                wanted.channel(), at, wanted.lease().fence(), wanted.key().value()));
        others.sort(Comparator.comparingLong(Place::at));
        return new Answer(hold, new SubjectPlaces(others, longest));
    }

    /** Without a place, if it is still the one that was taken under the fence of its lease. */
    public SubjectPlaces without(CapPlace given) {
        Predicate<Place> same = place -> place.key().equals(given.key().value())
                && place.fence() == given.lease().fence();
        return new SubjectPlaces(places.stream().filter(same.negate()).toList(), reach);
    }

    /** From when on none of them counts, in microseconds. */
    public long countsUntil() {
        return latest().map(at -> at + reach).orElse(0L);
    }

    private Optional<Long> latest() {
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of(places.get(places.size() - 1).at());
    }
}
