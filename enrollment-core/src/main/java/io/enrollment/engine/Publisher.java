package io.enrollment.engine;

import io.enrollment.json.PlanJson;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;

/** Publishes plans. Thread-safe. */
final class Publisher {

    private final World world;

    Publisher(World world) {
        this.world = world;
    }

    PlanVersion publish(OrganizationId organization, Plan plan, Instant now) {
        String hash = PlanJson.contentHash(plan);
        return Retrying.whileEffectUnknown(() -> world.store().plans().publish(organization, plan, hash, now));
    }
}
