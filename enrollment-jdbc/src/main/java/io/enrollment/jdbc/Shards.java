package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Place;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where rows lie: the shard of a subject, and the keys of reservations. Both are part of the stored data and never change.
 *
 * @param count how many shards there are; fixed when the schema is installed
 */
record Shards(int count) {

    /** The place of the subject, modulo the number of shards. */
    int of(OrganizationId organization, SubjectId subject) {
        return Place.of(organization, subject).shard(count);
    }

    int of(Enrollment enrollment) {
        return of(enrollment.organization(), enrollment.subject());
    }

    /** Where an id says that its enrollment lies; what is not found there is to be looked for in every shard. */
    Optional<Integer> toldBy(EnrollmentId id) {
        return Place.markedOn(id).map(place -> place.shard(count));
    }

    /** Subjects to look for, each in its shard. */
    Sql.Placed placed(OrganizationId organization, Collection<SubjectId> subjects) {
        return Sql.Placed.of(subjects, SubjectId::value, subject -> of(organization, subject));
    }

    /**
     * SHA-256 of {@code plan NUL subject NUL key} in UTF-8: of one length, and compared exactly by every collation. No id has
     * control characters, so no two places share the text.
     */
    static String reservedKey(Enrollment enrollment, String key) {
        String text = enrollment.plan().value() + '\0' + enrollment.subject().value() + '\0' + key;
        return hex(text);
    }

    /** SHA-256 of {@code enrollment NUL key}, for what may change an enrollment only once. */
    static String onceKey(Enrollment enrollment, String key) {
        return hex(enrollment.id().value() + '\0' + key);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
