package io.enrollment.engine;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.Subject;
import java.util.List;
import java.util.Optional;

/**
 * Contact points that were judged a short while ago: reading a telephone number is by far the dearest part of all checks, and
 * the same people come back at enrollment and at each step. Kept by content, so that a changed address is judged anew.
 * Thread-safe.
 */
final class Assessments {

    private static final int KEPT = 20_000;

    private record Key(List<ContactPoint> points, Optional<String> country) {}

    private final Cache<Key, ContactAssessment> judged =
            CacheBuilder.newBuilder().maximumSize(KEPT).build();

    ContactAssessment of(Subject subject) {
        Key key = new Key(subject.contactPoints(), subject.country());
        ContactAssessment known = judged.getIfPresent(key);
        if (known != null) {
            return known;
        }
        ContactAssessment assessment = ContactAssessment.of(subject);
        judged.put(key, assessment);
        return assessment;
    }
}
