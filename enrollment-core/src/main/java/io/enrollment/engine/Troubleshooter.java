package io.enrollment.engine;

import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.Organization;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.Troubleshooting;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RunStore;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what is known of one subject and plan. */
final class Troubleshooter {

    /** More attempts than this are not shown. */
    private static final int SHOWN = 200;

    private final OrganizationId organization;
    private final World world;
    private final Enroller enroller;

    Troubleshooter(OrganizationId organization, World world, Enroller enroller) {
        this.organization = organization;
        this.world = world;
        this.enroller = enroller;
    }

    Troubleshooting look(SubjectId id, PlanId plan, Instant now) {
        PlanVersion version = world.newest(organization, plan);
        Subject subject = Optional.ofNullable(
                        world.subjects(organization, List.of(id)).get(id))
                .orElseThrow(() -> new NotFoundException("there is no subject " + id));
        return new Troubleshooting(id, version, attempts(id, plan), judged(subject, version, now));
    }

    private EnrollmentResult judged(Subject subject, PlanVersion version, Instant now) {
        Organization own = world.organization(organization);
        EnrollRequest.Builder request = EnrollRequest.builder();
        request.plan(version.id()).origin(EntryOrigin.RULE);
        SubjectHistory history =
                world.history(organization, Set.of(subject.id())).getOrDefault(subject.id(), SubjectHistory.none());
        return enroller.entry(own, version, request.build(), false, now)
                .judgeSafely(AudienceMember.of(subject), history)
                .attempt();
    }

    private List<EnrollmentResult> attempts(SubjectId subject, PlanId plan) {
        PageRequest page = PageRequest.first(SHOWN);
        List<EnrollmentResult> all = new ArrayList<>(world.store()
                .reader()
                .attempts(organization, Optional.of(plan), Optional.of(subject), page)
                .items());
        Map<RunId, Boolean> enrolls = new HashMap<>();
        for (Candidate candidate :
                runs().candidates(organization, subject, page).items()) {
            boolean real = enrolls.computeIfAbsent(candidate.run(), this::enrolls);
            if (real && candidate.result().plan().equals(plan)) {
                all.add(candidate.result());
            }
        }
        return all;
    }

    /** What a simulation found is no attempt. */
    private boolean enrolls(RunId run) {
        return runs().find(organization, run)
                .map(EnrollerRun::purpose)
                .filter(purpose -> purpose.enrolls())
                .isPresent();
    }

    private RunStore runs() {
        return world.store().runs();
    }
}
