package io.enrollment.examples.cli;

import io.enrollment.plan.PlanId;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import java.util.Optional;

/**
 * The audience of one plan. A run of another plan that happens to be due, such as a scheduled one, fails rather than enrolls
 * people who were never meant for it.
 *
 * @param plan the plan
 * @param source its audience
 */
record AudienceOfPlan(PlanId plan, AudienceSource source) implements AudienceSource {

    @Override
    public Page<AudienceMember> find(AudienceRequest request, PageRequest page) {
        if (!request.plan().equals(plan)) {
            throw new IllegalStateException("the file at hand is the audience of " + plan + " only");
        }
        return source.find(request, page);
    }

    @Override
    public Optional<Long> expected(AudienceRequest request) {
        return request.plan().equals(plan) ? source.expected(request) : Optional.empty();
    }
}
