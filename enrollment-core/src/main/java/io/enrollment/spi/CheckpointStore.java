package io.enrollment.spi;

import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.List;

/**
 * Earlier counts of a plan, few of them, by which a circuit breaker tells what was counted since. The counts themselves are
 * those of {@link EnrollmentReader#counts}: kept, exact, and in no need of this.
 */
public interface CheckpointStore {

    /** The checkpoints of a plan, the oldest first. */
    List<Checkpoint> of(OrganizationId organization, PlanId plan);

    /**
     * Adds a checkpoint, or replaces the one of the same instant. <b>K1</b> Those before {@code forgetBefore} are removed in the same
     * transaction.
     */
    void put(OrganizationId organization, PlanId plan, Checkpoint checkpoint, Instant forgetBefore);
}
