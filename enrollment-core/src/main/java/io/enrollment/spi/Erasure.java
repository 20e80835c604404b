package io.enrollment.spi;

import io.enrollment.internal.Require;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The erasure of a subject.
 *
 * @param organization whose it is
 * @param subject who is erased
 * @param hashes keyed hashes by which it is recognized if it comes back: of its id, of its addresses; each at most 64
 *     letters and digits
 * @param hash makes such hashes
 * @param at when
 */
public record Erasure(
        OrganizationId organization, SubjectId subject, Set<String> hashes, UnaryOperator<String> hash, Instant at) {
    /** Copies the set and checks it. */
    public Erasure {
        hashes = Set.copyOf(hashes);
        Require.notEmpty("erasure hashes", hashes);
    }

    /** What the id in the place of the subject's begins with; a store may append to it. */
    public String tombstone() {
        return "erased-" + hash.apply("id:" + subject.value()).substring(0, 32);
    }
}
