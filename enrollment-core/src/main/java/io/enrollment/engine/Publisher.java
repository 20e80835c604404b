package io.enrollment.engine;

import io.enrollment.json.PlanJson;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanContext;
import io.enrollment.plan.PlanFault;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.plan.PlanValidator;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Validates plans against what the engine has, and publishes them. Thread-safe. */
final class Publisher {

    private final World world;
    private final Set<ChannelKind> channels;
    private final Set<String> actions;
    private final MessageRenderer renderer;

    Publisher(World world, Set<ChannelKind> channels, Set<String> actions, MessageRenderer renderer) {
        this.world = world;
        this.channels = Set.copyOf(channels);
        this.actions = Set.copyOf(actions);
        this.renderer = renderer;
    }

    List<PlanFault> validate(OrganizationId organization, Plan plan) {
        PlanContext.Builder context = PlanContext.builder();
        return PlanValidator.validate(
                plan,
                context.organization(world.organization(organization))
                        .channels(channels)
                        .actions(actions)
                        .templateExists(renderer::exists)
                        .build());
    }

    PlanVersion publish(OrganizationId organization, Plan plan, Instant now) {
        List<PlanFault> faults = validate(organization, plan);
        if (faults.stream().anyMatch(fault -> fault.severity() == PlanFault.Severity.ERROR)) {
            throw new PlanInvalidException(faults);
        }
        String hash = PlanJson.contentHash(plan);
        boolean published = world.store()
                .plans()
                .newest(organization, plan.id())
                .filter(newest -> newest.contentHash().equals(hash))
                .isPresent();
        new Timetable(world).prepare(organization, plan, published, now);
        return Retrying.whileEffectUnknown(() -> world.store().plans().publish(organization, plan, hash, now));
    }
}
