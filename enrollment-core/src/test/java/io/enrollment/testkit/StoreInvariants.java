package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Micros;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.report.AuditRules;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.StoredEnrollment;
import io.enrollment.report.Tally;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RunQuery;
import io.enrollment.spi.RunStore;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;

/** What holds of every store with any contents, seen through its public API. */
public final class StoreInvariants {

    private static final Comparator<Enrollment> NEWEST = Comparator.<Enrollment>comparingLong(
                    state -> Micros.floor(state.enrolledAt()))
            .thenComparing(Enrollment::id)
            .reversed();

    /** The reason of a run whose candidates the test itself purges. */
    static final String PURGED = "its candidates are purged";

    private StoreInvariants() {}

    /** Checks the contents of a store that holds these organizations and no other, and from which nothing was purged. */
    public static void check(EnrollmentStore store, List<OrganizationId> organizations) {
        check(store, organizations, false);
    }

    /** Checks the contents of a store, from which something may have been purged: then more is remembered than is stored. */
    static void check(EnrollmentStore store, List<OrganizationId> organizations, boolean purged) {
        List<Enrollment> everything = new ArrayList<>();
        for (OrganizationId organization : organizations) {
            List<Enrollment> all = everyEnrollment(store.reader(), organization);
            everything.addAll(all);
            listsAreInOrder(organization, all);
            loadAgrees(store.reader(), organization, all);
            logsHaveNoHoles(store.reader(), all);
            atMostOneRuns(all);
            if (!purged) {
                countsAgree(store.reader(), organization, all);
                historiesAgree(store.reader(), organization, all);
            }
            attemptsNameWhatTheyMade(store, organization, all);
            runsAddUp(store.runs(), organization);
            anAuditFindsNothing(store.audit(), organization, all);
        }
        theEarliestIsTheEarliest(store, everything);
    }

    /** Every enrollment of an organization, removed ones included, newest first. */
    public static List<Enrollment> everyEnrollment(EnrollmentReader reader, OrganizationId organization) {
        EnrollmentQuery query = EnrollmentQuery.builder()
                .organization(organization)
                .includeRemoved(true)
                .build();
        return every(page -> reader.find(query, page), 37);
    }

    /** Every attempt of an organization, newest first. */
    public static List<EnrollmentResult> everyAttempt(EnrollmentReader reader, OrganizationId organization) {
        return every(page -> reader.attempts(organization, Optional.empty(), Optional.empty(), page), 41);
    }

    /** The whole log of an enrollment. */
    public static List<LogEntry> wholeLog(EnrollmentReader reader, Enrollment state) {
        return every(page -> reader.log(state.organization(), state.id(), page), 29);
    }

    private static final Optional<String> NOWHERE = Optional.of("");

    static <T> List<T> every(Function<PageRequest, Page<T>> list, int pageSize) {
        List<T> all = new ArrayList<>();
        PageRequest request = PageRequest.first(pageSize);
        Optional<String> next;
        do {
            Page<T> page = list.apply(request);
            assertThat(page.items()).as("a page is not over its limit").hasSizeLessThanOrEqualTo(pageSize);
            assertThat(page.next().isPresent() && page.items().isEmpty())
                    .as("a page with a next one is not empty")
                    .isFalse();
            all.addAll(page.items());
            next = page.next();
            assertThat(next)
                    .as("a page goes on after where it began")
                    .isNotEqualTo(request.after().or(() -> NOWHERE));
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());
        return all;
    }

    private static void listsAreInOrder(OrganizationId organization, List<Enrollment> all) {
        assertThat(all).as("newest first").isSortedAccordingTo(NEWEST);
        assertThat(all).extracting(Enrollment::id).as("nothing is listed twice").doesNotHaveDuplicates();
        assertThat(all).allMatch(state -> state.organization().equals(organization));
    }

    private static void loadAgrees(EnrollmentReader reader, OrganizationId organization, List<Enrollment> all) {
        List<EnrollmentId> ids = all.stream().map(Enrollment::id).toList();
        assertThat(reader.load(organization, ids).values()).containsExactlyInAnyOrderElementsOf(all);
    }

    private static void logsHaveNoHoles(EnrollmentReader reader, List<Enrollment> all) {
        for (Enrollment state : all) {
            assertThat(wholeLog(reader, state))
                    .extracting(LogEntry::seq)
                    .as("log numbers of %s (S8)", state.id())
                    .containsExactlyElementsOf(
                            LongStream.range(1, state.nextSeq()).boxed().toList());
        }
    }

    private static void atMostOneRuns(List<Enrollment> all) {
        record Place(PlanId plan, SubjectId subject) {}
        assertThat(all.stream()
                        .filter(state -> !state.status().isTerminal())
                        .map(state -> new Place(state.plan(), state.subject())))
                .as("at most one runs for a plan and subject (W1)")
                .doesNotHaveDuplicates();
    }

    private static void countsAgree(EnrollmentReader reader, OrganizationId organization, List<Enrollment> all) {
        for (PlanId plan : all.stream().map(Enrollment::plan).collect(Collectors.toSet())) {
            Map<EnrollmentStatus, Long> counted = all.stream()
                    .filter(state -> state.plan().equals(plan) && !state.removed())
                    .collect(Collectors.groupingBy(Enrollment::status, Collectors.counting()));
            assertThat(reader.countByStatus(organization, plan)).isEqualTo(counted);
            Tally tally = new Tally();
            all.stream()
                    .filter(state -> state.plan().equals(plan))
                    .forEach(state -> tally.came(state, wholeLog(reader, state)));
            assertThat(reader.counts(organization, plan))
                    .as("what is counted is what the states and logs add up to")
                    .isEqualTo(new PlanCounts(tally.changes()));
        }
    }

    private static void historiesAgree(EnrollmentReader reader, OrganizationId organization, List<Enrollment> all) {
        Set<SubjectId> subjects = all.stream().map(Enrollment::subject).collect(Collectors.toSet());
        Map<SubjectId, SubjectHistory> histories = reader.history(organization, subjects);
        assertThat(histories.keySet()).isEqualTo(subjects);
        for (SubjectId subject : subjects) {
            List<Enrollment> own = all.stream()
                    .filter(state -> state.subject().equals(subject))
                    .toList();
            SubjectHistory history = histories.getOrDefault(subject, SubjectHistory.none());
            assertThat(history.enrollments())
                    .extracting(PastEnrollment::plan, PastEnrollment::status)
                    .containsExactlyInAnyOrderElementsOf(own.stream()
                            .map(state -> Tuple.tuple(state.plan(), state.status()))
                            .toList());
            assertThat(history.messagesHandedOff())
                    .isEqualTo(own.stream()
                            .map(Enrollment::counters)
                            .mapToLong(counters -> counters.emailsSent() + counters.textsSent())
                            .sum());
        }
    }

    private static void attemptsNameWhatTheyMade(
            EnrollmentStore store, OrganizationId organization, List<Enrollment> all) {
        Stream<EnrollmentResult> direct = everyAttempt(store.reader(), organization).stream();
        Stream<EnrollmentResult> ofRuns = everyRun(store.runs(), organization).stream()
                .flatMap(run -> everyCandidate(store.runs(), run).stream())
                .map(Candidate::result);
        assertThat(Stream.concat(direct, ofRuns)
                        .filter(EnrollmentResult::enrolled)
                        .map(one -> one.enrollment().orElseThrow()))
                .as("one successful attempt, direct or by a run, for each enrollment")
                .doesNotHaveDuplicates()
                .containsAll(all.stream().map(Enrollment::id).toList());
    }

    private static void runsAddUp(RunStore runs, OrganizationId organization) {
        for (EnrollerRun run : everyRun(runs, organization)) {
            List<Candidate> candidates = everyCandidate(runs, run);
            if (run.reason().equals(PURGED)) {
                assertThat(candidates)
                        .as("no more candidates of %s than it counted", run.id())
                        .hasSizeLessThanOrEqualTo((int) run.funnel().candidates());
                continue;
            }
            assertThat(candidates)
                    .extracting(Candidate::position)
                    .as("candidates of %s are numbered without holes", run.id())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, candidates.size()).boxed().toList());
            assertThat(Funnel.of(candidates.stream().map(Candidate::entry).toList()))
                    .as("the funnel of %s is that of its candidates (R3)", run.id())
                    .isEqualTo(run.funnel());
        }
    }

    /** Every run of an organization, newest first. */
    public static List<EnrollerRun> everyRun(RunStore runs, OrganizationId organization) {
        RunQuery query = RunQuery.builder().organization(organization).build();
        return every(page -> runs.list(query, page), 3);
    }

    /** Every candidate of a run, by position. */
    public static List<Candidate> everyCandidate(RunStore runs, EnrollerRun run) {
        CandidateQuery query = CandidateQuery.of(run.organization(), run.id());
        return every(page -> runs.candidates(query, page), 31);
    }

    private static void anAuditFindsNothing(AuditStore audit, OrganizationId organization, List<Enrollment> all) {
        List<StoredEnrollment> records = every(page -> audit.records(organization, page), 23);
        assertThat(records)
                .extracting(record -> record.state().orElseThrow())
                .containsExactlyElementsOf(all.stream()
                        .sorted(Comparator.comparing(Enrollment::id))
                        .toList());
        assertThat(records.stream().flatMap(record -> AuditRules.surroundings(record).stream()))
                .as("what is kept beside the states agrees with them")
                .isEmpty();
    }

    private static void theEarliestIsTheEarliest(EnrollmentStore store, List<Enrollment> everything) {
        Optional<Instant> earliest = everything.stream()
                .flatMap(state -> state.due().stream())
                .map(due -> Micros.instant(Micros.ceil(due.at())))
                .min(Comparator.naturalOrder());
        assertThat(store.steps().earliestDue()).isEqualTo(earliest);
    }
}
