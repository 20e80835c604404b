package io.enrollment.enrollment;

import io.enrollment.plan.StepKey;
import java.util.Map;

/**
 * How running enrollments are moved to another version of their plan.
 *
 * @param mapping the new key of steps that are called otherwise in the other version; all others keep theirs
 * @param sendInserted whether steps that the other version has before the position of an enrollment, and that its own
 *     version does not have, are carried out too
 */
public record MigrationOptions(Map<StepKey, StepKey> mapping, boolean sendInserted) {

    /** Keys as they are, and nothing inserted before the position is sent. */
    public static final MigrationOptions DEFAULT = new MigrationOptions(Map.of(), false);

    /** Copies the map. */
    public MigrationOptions {
        mapping = Map.copyOf(mapping);
    }

    /** The key of a step in the other version. */
    public StepKey mapped(StepKey key) {
        return mapping.getOrDefault(key, key);
    }
}
