package io.enrollment.engine;

import io.enrollment.enrollment.EnrollmentId;
import java.util.List;
import java.util.Map;

/**
 * What became of a command on a selection.
 *
 * @param changed how many enrollments it changed
 * @param unchanged how many were so already
 * @param refused how many it is not allowed on, by what was said
 * @param unknown the ids that do not exist
 */
public record BulkResult(long changed, long unchanged, Map<String, Long> refused, List<EnrollmentId> unknown) {
    /** Copies map and list. */
    public BulkResult {
        refused = Map.copyOf(refused);
        unknown = List.copyOf(unknown);
    }
}
