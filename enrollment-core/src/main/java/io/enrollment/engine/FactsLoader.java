package io.enrollment.engine;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.eligibility.Phase;
import io.enrollment.eligibility.PhoneReader;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Facts;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Step;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads what decisions about a batch of enrollments must know: one call for each organization, none for each row. */
final class FactsLoader {

    private final World world;
    private final PhoneReader phones;
    private final boolean hostChecksAtSend;

    FactsLoader(World world, PhoneReader phones, List<EligibilityCheck> checks) {
        this.world = world;
        this.phones = phones;
        this.hostChecksAtSend = checks.stream()
                .anyMatch(check ->
                        check.phases().contains(Phase.SEND) && !CheckName.HEADLINE_ORDER.contains(check.name()));
    }

    /** The facts of one enrollment. */
    Facts load(Enrollment enrollment) {
        return Objects.requireNonNull(load(List.of(enrollment)).get(enrollment.id()));
    }

    /** The facts of each enrollment. */
    Map<EnrollmentId, Facts> load(Collection<Enrollment> enrollments) {
        Map<EnrollmentId, Facts> facts = new HashMap<>();
        enrollments.stream()
                .collect(Collectors.groupingBy(Enrollment::organization))
                .forEach((organization, group) -> load(organization, group, facts));
        return facts;
    }

    private void load(OrganizationId id, List<Enrollment> group, Map<EnrollmentId, Facts> facts) {
        Organization organization = world.organization(id);
        Map<SubjectId, Subject> subjects = world.subjects(id, idsOf(group));
        Map<SubjectId, SubjectHistory> history = history(id, group);
        for (Enrollment enrollment : group) {
            Facts.Builder builder = Facts.builder();
            Subject subject =
                    Optional.ofNullable(subjects.get(enrollment.subject())).orElseGet(() -> gone(enrollment));
            builder.organization(organization).subject(subject).contacts(phones.assess(subject));
            Optional.ofNullable(history.get(enrollment.subject())).ifPresent(builder::history);
            facts.put(enrollment.id(), builder.build());
        }
    }

    private Map<SubjectId, SubjectHistory> history(OrganizationId id, List<Enrollment> group) {
        List<Enrollment> asking = new ArrayList<>(group);
        asking.removeIf(enrollment -> !needsHistory(enrollment));
        return asking.isEmpty() ? Map.of() : world.history(id, idsOf(asking));
    }

    private static Set<SubjectId> idsOf(Collection<Enrollment> group) {
        Set<SubjectId> ids = new LinkedHashSet<>();
        group.forEach(enrollment -> ids.add(enrollment.subject()));
        return ids;
    }

    /** A subject that the directory does not know any more is a deleted one. */
    private static Subject gone(Enrollment enrollment) {
        Subject.Builder builder = Subject.builder();
        return builder.id(enrollment.subject())
                .deletedAt(enrollment.enrolledAt())
                .build();
    }

    /** Of the nine checks only the one for referrals looks at the history before a hand-off. */
    private boolean needsHistory(Enrollment enrollment) {
        if (hostChecksAtSend) {
            return true;
        }
        Optional<Step> step = enrollment.step().flatMap(key -> world.step(enrollment, key));
        return step.isPresent()
                && step.get() instanceof Step.Message message
                && message.message().messageClass() == MessageClass.REFERRAL;
    }
}
