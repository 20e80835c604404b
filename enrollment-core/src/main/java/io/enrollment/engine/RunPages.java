package io.enrollment.engine;

import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.plan.Organization;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.CandidateItem;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The pages of one audience query of a run: finds who is on the next one, and judges them. */
final class RunPages {

    /** Who is on a page and is no candidate yet, in the order of the page. */
    record Members(List<AudienceMember> fresh, long found, Optional<String> next) {
        long duplicates() {
            return found - fresh.size();
        }
    }

    private final RunWorker worker;
    private final EnrollerRun run;
    private final QueryProgress query;
    private final Organization organization;
    private final PlanVersion version;

    RunPages(RunWorker worker, EnrollerRun run, QueryProgress query) {
        this.worker = worker;
        this.run = run;
        this.query = query;
        this.organization = worker.world().organization(run.organization());
        this.version = run.plan().isPresent()
                ? worker.world()
                        .version(
                                run.organization(),
                                run.plan().get(),
                                run.version().orElseThrow())
                : worker.world().newest(run.organization(), PlanId.of(query.key()));
    }

    String key() {
        return query.key();
    }

    Optional<Long> expected() {
        return run.purpose().isOfOnePlan() ? worker.audience().expected(request()) : Optional.of(1L);
    }

    /** One instant for all pages of a run, so that the order of the work does not decide who qualifies. */
    private AudienceRequest request() {
        return new AudienceRequest(
                run.organization(),
                version.id(),
                query.key(),
                RunPlanner.condition(version.plan(), query.key()),
                run.startedAt().orElse(run.createdAt()),
                organization.zoneOrUtc());
    }

    Members next() {
        return next(Set.of());
    }

    /** The page while the one before it is being stored: who is on that one counts as found. */
    Members next(Set<SubjectId> beingStored) {
        return run.purpose().isOfOnePlan() ? nextOfAudience(beingStored) : theOne();
    }

    private Members nextOfAudience(Set<SubjectId> beingStored) {
        PageRequest request = new PageRequest(worker.settings().runChunkSize(), query.cursor());
        Page<AudienceMember> page =
                Objects.requireNonNull(worker.audience().find(request(), request), "the audience source gave no page");
        if (page.next().isPresent() && page.next().equals(query.cursor())) {
            throw new IllegalStateException(
                    "the audience source goes on where it was: " + page.next().get());
        }
        long found = page.items().size();
        if (!run.purpose().evaluates()) {
            return new Members(page.items(), found, page.next());
        }
        Map<SubjectId, AudienceMember> fresh = new LinkedHashMap<>();
        page.items().forEach(member -> fresh.putIfAbsent(member.subject().id(), member));
        beingStored.forEach(fresh::remove);
        fresh.keySet().removeAll(known(run.organization(), fresh.keySet()));
        return new Members(List.copyOf(fresh.values()), found, page.next());
    }

    private Set<SubjectId> known(OrganizationId id, Set<SubjectId> ids) {
        boolean first = run.found() == 0;
        return first || ids.isEmpty() ? Set.of() : worker.world().store().runs().found(id, run.id(), ids);
    }

    private Members theOne() {
        Map<SubjectId, Subject> found = worker.world().subjects(run.organization(), Set.of(RunPlanner.subject(run)));
        return new Members(found.values().stream().map(AudienceMember::of).toList(), found.size(), Optional.empty());
    }

    /** What is to be stored of them, numbered on from this many. */
    List<CandidateItem> judge(long numbered, Members members, Instant at) {
        if (!run.purpose().evaluates()) {
            return List.of();
        }
        EnrollRequest.Builder request = EnrollRequest.builder();
        request.plan(version.id()).origin(EntryOrigin.RULE);
        Enroller.Entry entry = worker.enroller()
                .entry(organization, version, request.build(), run.purpose().enrolls(), at);
        Set<SubjectId> ids =
                members.fresh().stream().map(member -> member.subject().id()).collect(Collectors.toUnmodifiableSet());
        Map<SubjectId, SubjectHistory> history = worker.world().history(run.organization(), ids);
        List<CandidateItem> items = new ArrayList<>(members.fresh().size());
        long position = numbered;
        List<Subject> marked = worker.world()
                .marked(
                        run.organization(),
                        members.fresh().stream().map(AudienceMember::subject).toList());
        for (int i = 0; i < marked.size(); i++) {
            position++;
            AudienceMember member =
                    new AudienceMember(marked.get(i), members.fresh().get(i).contacts());
            SubjectId id = member.subject().id();
            EnrollItem item = entry.judgeSafely(member, history.getOrDefault(id, SubjectHistory.none()));
            items.add(candidate(position, member.subject(), item));
        }
        return items;
    }

    private CandidateItem candidate(long position, Subject subject, EnrollItem item) {
        Optional<String> name = Optional.of(subject.displayName());
        return new CandidateItem(
                new Candidate(run.id(), position, query.key(), name, item.attempt()), item.enrollment());
    }
}
