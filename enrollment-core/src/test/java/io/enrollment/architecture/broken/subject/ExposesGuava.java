package io.enrollment.architecture.broken.subject;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class ExposesGuava {
    /** A type argument deep inside. */
    public Optional<List<ImmutableSet<String>>> names() {
        return Optional.empty();
    }
}
