package io.enrollment.examples.quickstart;

import io.enrollment.imports.SubjectList;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.spi.MessageRenderer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** What a quickstart works with. Immutable. */
@Value.Immutable
@ValueStyle
public interface QuickstartSettings {

    /** The folder of the database and of the drops. */
    Path data();

    /** The plans, in the order in which subjects are enrolled in them. */
    List<Plan> plans();

    /** Makes the words. */
    MessageRenderer templates();

    /** Who is enrolled. */
    SubjectList leads();

    /** Who sends. */
    Organization organization();

    /** What the virtual clock shows at the beginning. */
    Instant start();

    /**
     * How long a claim holds. After a crash nobody touches what the dead process had claimed before this has passed on the
     * wall clock, so it is shorter here than an engine's default.
     */
    @Value.Default
    default Duration lease() {
        return Duration.ofSeconds(15);
    }

    /** Whether what decisions go by is recorded, so that enrollments can be captured and decided again. */
    @Value.Default
    default boolean record() {
        return false;
    }

    /** After how many accepted hand-offs the process ends itself, for tests of crashes. */
    Optional<Integer> haltAfterHandOffs();

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link QuickstartSettings}; not thread-safe. */
    final class Builder extends ImmutableQuickstartSettings.Builder {
        Builder() {}
    }
}
