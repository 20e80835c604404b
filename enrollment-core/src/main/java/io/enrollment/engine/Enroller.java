package io.enrollment.engine;

import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckOverride;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.eligibility.Eligibility;
import io.enrollment.eligibility.EntryRules;
import io.enrollment.eligibility.MessageForecast;
import io.enrollment.eligibility.Mode;
import io.enrollment.eligibility.PhoneReader;
import io.enrollment.eligibility.Reasons;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.eligibility.Verdict;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.Facts;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outlook;
import io.enrollment.enrollment.Place;
import io.enrollment.enrollment.Transition;
import io.enrollment.internal.Fatal;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.ReEnrollment;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.Change;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.IdSource;
import io.enrollment.spi.NewEnrollment;
import io.enrollment.spi.StoreUnavailableException;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges subjects and enrolls those that pass; every attempt is stored. Thread-safe. */
final class Enroller {

    private static final Logger LOG = LoggerFactory.getLogger(Enroller.class);

    /** The refusal of an id that the directory does not know. */
    static final String SUBJECT_UNKNOWN = "SUBJECT_UNKNOWN";

    /** The refusal of a subject whose event key field holds what can be no key: too long, or with control characters. */
    static final String EVENT_KEY_UNUSABLE = "EVENT_KEY_UNUSABLE";

    private final World world;
    private final Decisions decider;
    private final PhoneReader phones;
    private final IdSource ids;

    Enroller(World world, Decisions decider, PhoneReader phones, IdSource ids) {
        this.phones = phones;
        this.world = world;
        this.decider = decider;
        this.ids = ids;
    }

    /** The results in the order of the subjects. */
    List<EnrollmentResult> enroll(OrganizationId id, EnrollRequest request, List<SubjectId> subjectIds, Instant now) {
        return enroll(id, request, subjectIds, ids, running -> true, now);
    }

    /** Enrolls one subject; a repetition with the same key is recognized, and gives the result of the first time. */
    EnrollmentResult enrollOnce(
            OrganizationId id, EnrollRequest request, SubjectId subject, IdempotencyKey key, Instant now) {
        return enroll(id, request, List.of(subject), new KeyedIds(key), running -> true, now)
                .get(0);
    }

    /**
     * Ends an enrollment, if it has not ended, and enrolls its subject anew for the same event. Another one that runs by now
     * is left alone: it came of a restart at the same time.
     */
    EnrollmentResult restart(Enrollment old, Command.By by, Instant now) {
        Set<CheckName> checks =
                Set.of(CheckName.ALREADY_IN_QUEUE, CheckName.UNIQUE_EVENT, CheckName.MARKETING_EXCLUSION);
        EnrollRequest.Builder request = EnrollRequest.builder();
        request.plan(old.plan())
                .eventKey(old.eventKey())
                .purpose(old.purpose())
                .replaceRunning(true)
                .override(new CheckOverride(checks, by.actor(), by.reason().isBlank() ? "restart" : by.reason()));
        return enroll(old.organization(), request.build(), List.of(old.subject()), ids, old.id()::equals, now)
                .get(0);
    }

    private List<EnrollmentResult> enroll(
            OrganizationId id,
            EnrollRequest request,
            List<SubjectId> subjectIds,
            IdSource madeBy,
            Predicate<EnrollmentId> replaceable,
            Instant now) {
        Organization organization = world.organization(id);
        PlanVersion version = world.newest(id, request.plan());
        LinkedHashSet<SubjectId> distinct = new LinkedHashSet<>(subjectIds);
        Map<SubjectId, Subject> subjects = world.subjects(id, distinct);
        Map<SubjectId, SubjectHistory> history = world.history(id, distinct);
        List<EnrollItem> items = new ArrayList<>(subjectIds.size());
        Entry entry = new Entry(organization, version, request, madeBy, replaceable, true, true, now);
        for (SubjectId subjectId : subjectIds) {
            Subject subject = subjects.get(subjectId);
            items.add(
                    subject == null
                            ? entry.unknown(subjectId)
                            : entry.judge(
                                    AudienceMember.of(subject),
                                    history.getOrDefault(subjectId, SubjectHistory.none())));
        }
        return Retrying.whileEffectUnknown(() -> world.store().writer().enroll(items));
    }

    /** What is to be stored of subjects whose facts are loaded; nobody is enrolled unless {@code enrolls}. */
    Entry entry(Organization organization, PlanVersion version, EnrollRequest request, boolean enrolls, Instant now) {
        return new Entry(organization, version, request, ids, running -> true, enrolls, false, now);
    }

    /** Subjects on their way in. */
    final class Entry {

        private final Organization organization;
        private final PlanVersion version;
        private final EnrollRequest request;
        private final IdSource ids;
        private final Predicate<EnrollmentId> replaceable;
        private final boolean enrolls;
        private final boolean warns;
        private final Lapses lapses;
        private final Optional<CheckResult> archived;
        private final Instant now;

        private Entry(
                Organization organization,
                PlanVersion version,
                EnrollRequest request,
                IdSource ids,
                Predicate<EnrollmentId> replaceable,
                boolean enrolls,
                boolean warns,
                Instant now) {
            this.ids = ids;
            this.replaceable = replaceable;
            this.organization = organization;
            this.version = version;
            this.request = request;
            this.enrolls = enrolls;
            this.warns = warns;
            this.lapses = new Lapses(decider.rules(), version.plan());
            this.now = now;
            this.archived = world.store()
                    .plans()
                    .archivedAt(organization.id(), version.id())
                    .map(Enroller::archived);
        }

        EnrollItem unknown(SubjectId subject) {
            return refused(subject, SUBJECT_UNKNOWN);
        }

        private EnrollItem refused(SubjectId subject, String reason) {
            EnrollmentResult result = attempt(subject, request.eventKey().orElse(EventKey.DEFAULT))
                    .verdict(new Verdict(List.of(CheckResult.failed(CheckName.ENTRY, reason)
                            .wouldPassIf("the subject can be judged")
                            .build())))
                    .refusal(reason)
                    .build();
            return new EnrollItem(result, Optional.empty());
        }

        /** As {@link #judge}; whatever else goes wrong with a subject fails that one, never the run. */
        EnrollItem judgeSafely(AudienceMember member, SubjectHistory history) {
            try {
                return judge(member, history);
            } catch (StoreUnavailableException unavailable) {
                throw unavailable;
            } catch (RuntimeException | Error failed) {
                Fatal.rethrow(failed);
                LOG.warn("subject {} cannot be judged", member.subject().id(), failed);
                return refused(member.subject().id(), Reasons.ERROR);
            }
        }

        /** A field that can be no event key concerns its subject only, never the others of the call. */
        EnrollItem judge(AudienceMember member, SubjectHistory history) {
            Subject subject = member.subject();
            try {
                EventKey eventKey = EventKeys.of(version.plan(), subject, request.eventKey());
                ContactAssessment contacts = member.contacts().orElseGet(() -> phones.assess(subject));
                return judge(subject, contacts, history, eventKey);
            } catch (UnusableEventKeyException unusable) {
                return refused(subject.id(), EVENT_KEY_UNUSABLE);
            }
        }

        private EnrollItem judge(
                Subject subject, ContactAssessment contacts, SubjectHistory history, EventKey eventKey) {
            CheckInput input = Outlook.whereRequired(decider.rules(), input(subject, contacts, history, eventKey));
            Optional<CheckResult> refusal = archived.or(() -> EntryRules.refusal(input));
            Verdict verdict = Eligibility.evaluate(
                    input, Mode.ALL_FAILURES, decider.rules().checks(), request.override());
            Optional<String> reason = refusal.or(verdict::headline)
                    .map(CheckResult::reason)
                    .or(() -> enrolls ? Optional.empty() : Optional.of(Reasons.NOT_ENROLLED));
            EnrollmentResult.Builder attempt = attempt(subject.id(), eventKey)
                    .verdict(with(verdict, refusal))
                    .refusal(reason);
            EntryRules.warning(input).map(CheckResult::describe).ifPresent(attempt::addWarnings);
            if (reason.isPresent()) {
                return new EnrollItem(attempt.build(), Optional.empty());
            }
            if (warns) {
                attempt.addAllWarnings(lapses.warnings(input));
            }
            NewEnrollment enrollment = begin(subject, contacts, history, eventKey);
            return new EnrollItem(attempt.enrollment(enrollment.first().id()).build(), Optional.of(enrollment));
        }

        private CheckInput input(
                Subject subject, ContactAssessment contacts, SubjectHistory history, EventKey eventKey) {
            CheckInput.Builder input = CheckInput.builder();
            return input.subject(subject)
                    .contacts(contacts)
                    .plan(version.plan())
                    .organization(organization)
                    .history(history)
                    .eventKey(eventKey)
                    .purpose(request.purpose())
                    .origin(request.origin())
                    .casl(decider.rules().casl())
                    .places(decider.rules().quietHours().zones())
                    .now(now)
                    .build();
        }

        /**
         * What Canada's Anti-Spam Legislation will say of the messages ahead of a subject that enters now. The event plays no part
         * in it, so that one who has no usable key has a forecast too.
         */
        List<MessageForecast> forecast(Subject subject, SubjectHistory history) {
            EventKey eventKey = request.eventKey().orElse(EventKey.DEFAULT);
            return lapses.forecast(input(subject, phones.assess(subject), history, eventKey));
        }

        private NewEnrollment begin(
                Subject subject, ContactAssessment contacts, SubjectHistory history, EventKey eventKey) {
            int cycle = 1
                    + Math.toIntExact(history.enrollments().stream()
                            .filter(past -> past.plan().equals(version.id()))
                            .count());
            Facts facts = facts(subject, contacts);
            EnrollmentId id = Place.of(organization.id(), subject.id()).mark(ids.next());
            Transition begun = decider.begin(id, version, cycle, eventKey, request.purpose(), facts, now);
            return new NewEnrollment(
                    begun.after(),
                    begun.log(),
                    EventKeys.memory(version.plan(), eventKey, request.override()),
                    !version.plan().exclusionExempt(),
                    replaced(subject, facts));
        }

        private Facts facts(Subject subject, ContactAssessment contacts) {
            Facts.Builder facts = Facts.builder();
            return facts.subject(subject)
                    .contacts(contacts)
                    .organization(organization)
                    .build();
        }

        private Optional<Change> replaced(Subject subject, Facts facts) {
            Plan plan = version.plan();
            if (!request.replaceRunning() && !(plan.reEnrollment() instanceof ReEnrollment.RestartActive)) {
                return Optional.empty();
            }
            return Running.of(world, organization.id(), plan.id(), subject.id())
                    .filter(running -> replaceable.test(running.id()))
                    .map(running -> stopped(running, facts));
        }

        private Change stopped(Enrollment running, Facts facts) {
            PlanVersion pinned = world.version(organization.id(), running.plan(), running.version());
            Command stop = new Command.StopIt(EndCause.RESTARTED, Command.By.ENGINE);
            Transition ended = decider.decide(pinned, running, stop, facts, now);
            return new Change(running, ended.after(), ended.log());
        }

        private EnrollmentResult.Builder attempt(SubjectId subject, EventKey eventKey) {
            EnrollmentResult.Builder attempt = EnrollmentResult.builder();
            attempt.id(ids.next())
                    .organization(organization.id())
                    .plan(version.id())
                    .version(version.version())
                    .subject(subject)
                    .eventKey(eventKey)
                    .purpose(request.purpose())
                    .origin(request.origin())
                    .at(now);
            return attempt;
        }
    }

    private static CheckResult archived(Instant since) {
        return CheckResult.failed(CheckName.ENTRY, Reasons.PLAN_ARCHIVED)
                .fact("since", since)
                .wouldPassIf("the plan is taken out of the archive")
                .build();
    }

    private static Verdict with(Verdict verdict, Optional<CheckResult> refusal) {
        List<CheckResult> all = new ArrayList<>(verdict.results());
        refusal.ifPresent(all::add);
        return new Verdict(all);
    }
}
