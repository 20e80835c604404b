package io.enrollment.enrollment;

import io.enrollment.internal.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * An open call or task.
 *
 * @param assignee the user or role who is to carry it out
 * @param since when it was assigned
 * @param dueBy until when it should be done; empty for no limit
 */
public record Assignment(String assignee, Instant since, Optional<Instant> dueBy) {
    /** Validates the assignee. */
    public Assignment {
        Require.text("assignee", assignee, 200);
    }
}
