package io.enrollment.engine;

import com.google.common.collect.Iterables;
import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.Organization;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.CalendarSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.HistorySource;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.OrganizationDirectory;
import io.enrollment.spi.SubjectDirectory;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.subject.SubjectType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What the engine asks the store and the host for, in batches; plan versions, which never change, are kept. Thread-safe. */
final class World {

    private static final int DIRECTORY_BATCH = 1000;

    private record VersionKey(OrganizationId organization, PlanId plan, int version) {}

    private final EnrollmentStore store;
    private final SubjectDirectory subjects;
    private final OrganizationDirectory organizations;
    private final CalendarSource calendars;
    private final HistorySource earlier;
    private final Erasures erasures;
    private final Map<VersionKey, PlanVersion> versions;

    World(
            EnrollmentStore store,
            SubjectDirectory subjects,
            OrganizationDirectory organizations,
            CalendarSource calendars,
            HistorySource earlier,
            Erasures erasures) {
        this(store, subjects, organizations, calendars, earlier, erasures, new ConcurrentHashMap<>());
    }

    private World(
            EnrollmentStore store,
            SubjectDirectory subjects,
            OrganizationDirectory organizations,
            CalendarSource calendars,
            HistorySource earlier,
            Erasures erasures,
            Map<VersionKey, PlanVersion> versions) {
        this.store = store;
        this.subjects = subjects;
        this.organizations = organizations;
        this.calendars = calendars;
        this.earlier = earlier;
        this.erasures = erasures;
        this.versions = versions;
    }

    EnrollmentStore store() {
        return store;
    }

    /** The same world seen through another view of the store; versions are published outside of transactions of the host. */
    World through(EnrollmentStore view) {
        return new World(view, subjects, organizations, calendars, earlier, erasures, versions);
    }

    /** Tells a listener of what was stored, unless the host may still roll it back. */
    void tell(EngineListener listener, Consumer<EngineListener> call) {
        if (!store.inHostTransaction()) {
            Listeners.tell(listener, call);
        }
    }

    /** What fails because others were first, again and again; or for good, where the host's transaction shows what was before. */
    IllegalStateException changedTooOften(String what) {
        String inside = store.inHostTransaction()
                ? " since your transaction began, which does not see it: roll it back, and try it again"
                : " too often to be commanded";
        return new IllegalStateException(what + " changed" + inside);
    }

    Organization organization(OrganizationId id) {
        Organization organization =
                organizations.find(id).orElseThrow(() -> new NotFoundException("there is no organization " + id));
        return calendars
                .calendarOf(id)
                .map(calendar -> withCalendar(organization, calendar))
                .orElse(organization);
    }

    private static Organization withCalendar(Organization organization, BusinessCalendar calendar) {
        Organization.Builder builder = Organization.builder();
        return builder.from(organization).businessCalendar(calendar).build();
    }

    PlanVersion newest(OrganizationId organization, PlanId plan) {
        return store.plans()
                .newest(organization, plan)
                .orElseThrow(() -> new NotFoundException("there is no published plan " + plan));
    }

    /** The newest version of each plan for subjects of this type; archived plans are left out. */
    List<PlanVersion> plansFor(OrganizationId organization, SubjectType type) {
        return store.plans().all(organization).stream()
                .filter(version -> version.plan().subjectType() == type)
                .filter(version ->
                        store.plans().archivedAt(organization, version.id()).isEmpty())
                .toList();
    }

    PlanVersion version(OrganizationId organization, PlanId plan, int version) {
        VersionKey key = new VersionKey(organization, plan, version);
        PlanVersion known = versions.get(key);
        if (known != null) {
            return known;
        }
        PlanVersion found = store.plans()
                .find(organization, plan, version)
                .orElseThrow(() -> new NotFoundException("there is no version " + version + " of plan " + plan));
        versions.put(key, found);
        return found;
    }

    /** A plan of an organization. */
    record PlanOf(OrganizationId organization, PlanId plan) {}

    /** The plans with a circuit breaker that this engine has worked on. */
    Set<PlanOf> withBreakers() {
        Set<PlanOf> plans = new LinkedHashSet<>();
        versions.forEach((key, version) -> {
            if (version.plan().circuitBreaker().isPresent()) {
                plans.add(new PlanOf(key.organization(), key.plan()));
            }
        });
        return plans;
    }

    /** A step of the plan version that an enrollment is pinned to; empty when there is no such version or step. */
    Optional<Step> step(Enrollment enrollment, StepKey key) {
        try {
            return version(enrollment.organization(), enrollment.plan(), enrollment.version())
                    .plan()
                    .step(key);
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    /** The subjects that the host knows, by id. */
    Map<SubjectId, Subject> subjects(OrganizationId organization, Collection<SubjectId> ids) {
        Map<SubjectId, Subject> found = new HashMap<>();
        Set<SubjectId> distinct = new LinkedHashSet<>(ids);
        for (List<SubjectId> batch : Iterables.partition(distinct, DIRECTORY_BATCH)) {
            for (Subject subject : marked(organization, subjects.findAll(organization, new LinkedHashSet<>(batch)))) {
                if (distinct.contains(subject.id())) {
                    found.put(subject.id(), subject);
                }
            }
        }
        return found;
    }

    /** These subjects; those that were erased and have come back count as deleted. */
    List<Subject> marked(OrganizationId organization, Collection<Subject> known) {
        return erasures.marked(store, organization, known);
    }

    Erasures erasures() {
        return erasures;
    }

    /** What happened to the subjects before, by the store and by the host's own records. */
    Map<SubjectId, SubjectHistory> history(OrganizationId organization, Set<SubjectId> ids) {
        Map<SubjectId, SubjectHistory> own = store.reader().history(organization, ids);
        Map<SubjectId, SubjectHistory> hosts = earlier.history(organization, ids);
        Map<SubjectId, SubjectHistory> merged = new HashMap<>();
        ids.forEach(id -> merged.put(id, merge(Optional.ofNullable(own.get(id)), Optional.ofNullable(hosts.get(id)))));
        return merged;
    }

    private static SubjectHistory merge(Optional<SubjectHistory> a, Optional<SubjectHistory> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.or(() -> b).orElse(SubjectHistory.none());
        }
        List<PastEnrollment> all = new ArrayList<>(a.get().enrollments());
        all.addAll(b.get().enrollments());
        return new SubjectHistory(all, a.get().messagesHandedOff() + b.get().messagesHandedOff());
    }
}
