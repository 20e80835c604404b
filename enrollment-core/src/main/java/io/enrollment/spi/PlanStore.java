package io.enrollment.spi;

import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plans and their published versions. */
public interface PlanStore {

    /**
     * Publishes a plan. <b>P1</b> Content equal to the newest version's (by hash) makes no new version and returns that one.
     * <b>P2</b> Versions are numbered 1, 2, 3 … without holes, also when two publish at once. <b>P3</b> A published version
     * never changes.
     */
    PlanVersion publish(OrganizationId organization, Plan plan, String contentHash, Instant at);

    /**
     * Archives a plan, or takes that back. <b>P4</b> The time of the last call stands; a plan without versions may be archived
     * too.
     *
     * @param at when; empty to take it back
     */
    void archive(OrganizationId organization, PlanId plan, Optional<Instant> at);

    /** Since when a plan is archived; empty when it is not. */
    Optional<Instant> archivedAt(OrganizationId organization, PlanId plan);

    /** One version of a plan. */
    Optional<PlanVersion> find(OrganizationId organization, PlanId plan, int version);

    /** The newest version of a plan. */
    Optional<PlanVersion> newest(OrganizationId organization, PlanId plan);

    /** The newest version of each plan, by plan id. */
    List<PlanVersion> all(OrganizationId organization);
}
