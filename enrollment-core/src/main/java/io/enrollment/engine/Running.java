package io.enrollment.engine;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The one enrollment of a plan and subject that has not ended. */
final class Running {

    /** Every status of an enrollment that has not ended. */
    static final Set<EnrollmentStatus> NOT_TERMINAL = Arrays.stream(EnrollmentStatus.values())
            .filter(status -> !status.isTerminal())
            .collect(Collectors.toUnmodifiableSet());

    private Running() {}

    static Optional<Enrollment> of(World world, OrganizationId organization, PlanId plan, SubjectId subject) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        query.organization(organization).plan(plan).subject(subject).statuses(NOT_TERMINAL);
        return world.store().reader().find(query.build(), PageRequest.first(1)).items().stream()
                .findFirst();
    }
}
