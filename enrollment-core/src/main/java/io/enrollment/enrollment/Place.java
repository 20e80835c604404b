package io.enrollment.enrollment;

import io.enrollment.internal.Require;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A number that follows from organization and subject, and from nothing else. A store that spreads its rows goes by it: place
 * modulo the number of shards, which divides {@link #COUNT}. The engine marks the ids of enrollments with it, so that such a
 * store knows from an id alone where to look. It is part of the stored data and never changes. A store that spreads nothing
 * need not know of it.
 *
 * @param number 0 to 255: the lowest eight bits of the CRC-32 of {@code organization NUL subject} in UTF-8
 */
public record Place(int number) {

    /** How many places there are. */
    public static final int COUNT = 256;

    private static final String BEFORE = "-s";
    private static final int DIGITS = 2;
    private static final int BASE = 16;

    /** Validates the number. */
    public Place {
        Require.that(number >= 0 && number < COUNT, "place", number, "be 0 to 255");
    }

    /** The place of a subject of an organization. */
    public static Place of(OrganizationId organization, SubjectId subject) {
        CRC32 crc = new CRC32();
        crc.update((organization.value() + '\0' + subject.value()).getBytes(StandardCharsets.UTF_8));
        return new Place((int) (crc.getValue() % COUNT));
    }

    /**
     * The place that an id is marked with; empty when it is not. An id that was not made by the engine may look marked by
     * chance: what is not found where its id says is to be looked for everywhere.
     */
    public static Optional<Place> markedOn(EnrollmentId id) {
        int end = id.value().length() - DIGITS;
        if (end <= BEFORE.length() || !id.value().startsWith(BEFORE, end - BEFORE.length())) {
            return Optional.empty();
        }
        int high = digit(id.value().charAt(end));
        int low = digit(id.value().charAt(end + 1));
        return high < 0 || low < 0 ? Optional.empty() : Optional.of(new Place(high * BASE + low));
    }

    private static int digit(char c) {
        return Character.isUpperCase(c) ? -1 : Character.digit(c, BASE);
    }

    /**
     * An id with this place at its end, where it changes nothing about the order of ids: {@code -s} and two hexadecimal digits.
     *
     * @throws IllegalArgumentException if the id is no part of an enrollment id, or too long for one
     */
    public EnrollmentId mark(String id) {
        return EnrollmentId.of(
                id + BEFORE + Character.forDigit(number / BASE, BASE) + Character.forDigit(number % BASE, BASE));
    }

    /**
     * The shard of so many.
     *
     * @throws IllegalArgumentException if that number does not divide {@link #COUNT}
     */
    public int shard(int shards) {
        Require.that(shards > 0 && COUNT % shards == 0, "number of shards", shards, "divide 256");
        return number % shards;
    }
}
