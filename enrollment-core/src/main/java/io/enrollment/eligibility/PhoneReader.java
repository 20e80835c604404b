package io.enrollment.eligibility;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.enrollment.subject.Subject;
import java.util.Optional;

/**
 * Reads telephone numbers and remembers those that it has read last: reading one is by far the dearest part of all checks,
 * and the same people come back at enrollment and at each step. Kept by content, so that a changed number is read anew.
 * Thread-safe.
 */
public final class PhoneReader {

    private record Raw(String number, Optional<String> country) {}

    private final Cache<Raw, Optional<PhoneShape>> read;

    private PhoneReader(int numbers) {
        read = CacheBuilder.newBuilder().maximumSize(numbers).build();
    }

    /** One that remembers at most so many numbers. */
    public static PhoneReader remembering(int numbers) {
        return new PhoneReader(numbers);
    }

    /** The assessment of a subject's contact points, as {@link ContactAssessment#of(Subject)} gives it. */
    public ContactAssessment assess(Subject subject) {
        return ContactAssessment.of(subject, this::shape);
    }

    private Optional<PhoneShape> shape(String number, Optional<String> country) {
        Raw raw = new Raw(number, country);
        Optional<PhoneShape> known = read.getIfPresent(raw);
        if (known != null) {
            return known;
        }
        Optional<PhoneShape> shape = PhoneShape.of(number, country);
        read.put(raw, shape);
        return shape;
    }
}
