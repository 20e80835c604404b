package io.enrollment.engine;

import io.enrollment.json.PlanJson;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanContext;
import io.enrollment.plan.PlanFault;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.plan.PlanValidator;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.Step;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
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
        List<PlanFault> faults = new ArrayList<>(PlanValidator.validate(
                plan,
                context.organization(world.organization(organization))
                        .channels(channels)
                        .actions(actions)
                        .templateExists(renderer::exists)
                        .build()));
        faults.addAll(unknownTargets(organization, plan));
        return List.copyOf(faults);
    }

    /** A warning, since two plans may enroll in each other and one of them has to come first; at run time the step fails. */
    private List<PlanFault> unknownTargets(OrganizationId organization, Plan plan) {
        List<PlanFault> faults = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            if (plan.steps().get(i) instanceof Step.EnrollIn step
                    && !step.plan().equals(plan.id())
                    && world.store().plans().newest(organization, step.plan()).isEmpty()) {
                String message =
                        "step " + step.key() + " enrolls in plan " + step.plan() + ", which is not published yet";
                faults.add(PlanFault.warning("steps[" + i + "].plan", "PLAN_UNKNOWN", message));
            }
        }
        return faults;
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
