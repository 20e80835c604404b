package io.enrollment.memory;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.internal.Micros;
import io.enrollment.plan.PlanId;
import io.enrollment.report.Counter;
import io.enrollment.report.Tally;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The rows with their indexes. Whoever touches them holds the monitor of this object. */
final class Tables {

    /** Newest first, then by identity, as every store lists enrollments. */
    static final Comparator<Row> NEWEST = Comparator.comparingLong(Row::enrolledAt)
            .thenComparing(row -> row.state.id())
            .reversed();
    /** Newest first, then by identity, as every store lists attempts. */
    static final Comparator<EnrollmentResult> NEWEST_ATTEMPT = Comparator.<EnrollmentResult>comparingLong(
                    attempt -> Micros.floor(attempt.at()))
            .thenComparing(EnrollmentResult::id)
            .reversed();

    /**
     * What is unique for one plan and subject: the running enrollment (with an empty key), an event (with its key), what may
     * change an enrollment only once; the last is of no subject, and so outlives its erasure.
     */
    record Slot(OrganizationId organization, PlanId plan, Optional<SubjectId> subject, Optional<String> key) {
        static Slot active(Enrollment enrollment) {
            return of(enrollment, Optional.empty());
        }

        static Slot once(Enrollment enrollment, String key) {
            Optional<String> own = Optional.of(enrollment.id().value() + '\0' + key);
            return new Slot(enrollment.organization(), enrollment.plan(), Optional.empty(), own);
        }

        static Slot event(Enrollment enrollment, String key) {
            return of(enrollment, Optional.of(key));
        }

        private static Slot of(Enrollment enrollment, Optional<String> key) {
            return new Slot(enrollment.organization(), enrollment.plan(), Optional.of(enrollment.subject()), key);
        }
    }

    private record RowKey(OrganizationId organization, EnrollmentId id) {}

    private record AttemptKey(OrganizationId organization, String id) {}

    /** What a list is of: all of an organization, of one plan, of one subject. */
    record Listing(OrganizationId organization, Optional<PlanId> plan, Optional<SubjectId> subject) {}

    private final LongSupplier leaseClock;
    private final Map<RowKey, Row> rows = new HashMap<>();
    private final Map<Slot, EnrollmentId> slots = new HashMap<>();
    private final Map<Listing, NavigableSet<Row>> listings = new HashMap<>();
    private final Map<AttemptKey, EnrollmentResult> attempts = new HashMap<>();
    private final Map<Listing, NavigableSet<EnrollmentResult>> attemptListings = new HashMap<>();
    private final Map<Listing, List<Remembered>> removed = new HashMap<>();
    private final Map<Listing, Tally> removedCounts = new HashMap<>();
    private final NavigableSet<Row> free = new TreeSet<>(Row.BY_DUE);
    private final NavigableSet<Row> claimed = new TreeSet<>(Row.BY_LEASE);
    private final NavigableSet<Row> queued = new TreeSet<>(Row.BY_DUE);

    /** With the clock that judges leases, in microseconds from any origin. */
    Tables(LongSupplier leaseClock) {
        this.leaseClock = leaseClock;
    }

    long leaseNow() {
        return leaseClock.getAsLong();
    }

    Optional<Row> row(OrganizationId organization, EnrollmentId id) {
        return Optional.ofNullable(rows.get(new RowKey(organization, id)));
    }

    Optional<EnrollmentId> owner(Slot slot) {
        return Optional.ofNullable(slots.get(slot));
    }

    void occupy(Slot slot, EnrollmentId owner) {
        slots.put(slot, owner);
    }

    void vacate(Slot slot, EnrollmentId owner) {
        slots.remove(slot, owner);
    }

    void insert(Row row) {
        Enrollment state = row.state;
        rows.put(new RowKey(state.organization(), state.id()), row);
        listingsOf(state.organization(), state.plan(), state.subject())
                .forEach(listing -> listings.computeIfAbsent(listing, any -> new TreeSet<>(NEWEST))
                        .add(row));
        enqueue(row);
    }

    boolean isQueued(Row row) {
        return queued.contains(row);
    }

    /** Changes what the queue is ordered by. */
    void change(Row row, Runnable change) {
        boolean wasQueued = claimed.remove(row) || free.remove(row);
        change.run();
        if (wasQueued && !isDueAt(row, row.due)) {
            queued.remove(row);
        }
        enqueue(row);
    }

    private static boolean isDueAt(Row row, long due) {
        return row.state.due().filter(at -> Micros.ceil(at.at()) == due).isPresent();
    }

    private void enqueue(Row row) {
        if (row.state.due().isPresent()) {
            row.due = Micros.ceil(row.state.due().get().at());
            queued.add(row);
            (row.isClaimed() ? claimed : free).add(row);
        }
    }

    /** The next row to be claimed: the one due longest that is free, or whose lease ran out. */
    Optional<Row> nextDue(long now) {
        long leaseNow = leaseNow();
        while (!claimed.isEmpty() && claimed.first().leaseUntil <= leaseNow) {
            free.add(claimed.pollFirst());
        }
        return free.isEmpty() || free.first().due > now ? Optional.empty() : Optional.of(free.first());
    }

    Optional<Row> earliest() {
        return queued.isEmpty() ? Optional.empty() : Optional.of(queued.first());
    }

    NavigableSet<Row> listing(Listing listing) {
        return listings.getOrDefault(listing, new TreeSet<>(NEWEST));
    }

    Optional<EnrollmentResult> attempt(OrganizationId organization, String id) {
        return Optional.ofNullable(attempts.get(new AttemptKey(organization, id)));
    }

    void insert(EnrollmentResult attempt) {
        attempts.put(new AttemptKey(attempt.organization(), attempt.id()), attempt);
        listingsOf(attempt.organization(), attempt.plan(), attempt.subject())
                .forEach(listing -> attemptListings
                        .computeIfAbsent(listing, any -> new TreeSet<>(NEWEST_ATTEMPT))
                        .add(attempt));
    }

    /** Puts a row under the subject of another state of it. */
    void rename(Row row, Enrollment renamed) {
        Enrollment state = row.state;
        listingsOf(state.organization(), state.plan(), state.subject())
                .forEach(listing -> listing(listing).remove(row));
        change(row, () -> row.state = renamed);
        listingsOf(renamed.organization(), renamed.plan(), renamed.subject())
                .forEach(listing -> listings.computeIfAbsent(listing, any -> new TreeSet<>(NEWEST))
                        .add(row));
    }

    /** Puts an attempt in the place of another one with the same id. */
    void replace(EnrollmentResult attempt, EnrollmentResult by) {
        listingsOf(attempt.organization(), attempt.plan(), attempt.subject())
                .forEach(listing -> attemptListing(listing).remove(attempt));
        insert(by);
    }

    /** Forgets what was unique of a subject, and what a purge has left of it. */
    void forget(OrganizationId organization, SubjectId subject) {
        slots.keySet()
                .removeIf(slot -> slot.organization().equals(organization)
                        && slot.subject().filter(subject::equals).isPresent());
        removed.remove(ofSubject(organization, subject));
    }

    NavigableSet<EnrollmentResult> attemptListing(Listing listing) {
        return attemptListings.getOrDefault(listing, new TreeSet<>(NEWEST_ATTEMPT));
    }

    /** Removes an enrollment that has ended, but for what the checks and the counts of the steps remember of it. */
    void remove(Row row) {
        Enrollment state = row.state;
        rows.remove(new RowKey(state.organization(), state.id()));
        listingsOf(state.organization(), state.plan(), state.subject())
                .forEach(listing -> listing(listing).remove(row));
        removed.computeIfAbsent(ofSubject(state.organization(), state.subject()), any -> new ArrayList<>())
                .add(Remembered.of(row));
        removedCounts
                .computeIfAbsent(ofPlan(state.organization(), state.plan()), any -> new Tally())
                .came(state, row.log)
                .left(state);
    }

    /** What the checks know of a subject, newest first. */
    List<Remembered> history(OrganizationId organization, SubjectId subject) {
        Listing own = ofSubject(organization, subject);
        Stream<Remembered> stored = listing(own).stream().map(Remembered::of);
        return Stream.concat(stored, removed.getOrDefault(own, List.of()).stream())
                .sorted(Comparator.comparing(Remembered::key).reversed())
                .toList();
    }

    /** What is counted of a plan. */
    Map<Counter, Long> counts(OrganizationId organization, PlanId plan) {
        Listing own = ofPlan(organization, plan);
        Tally tally = new Tally();
        listing(own).forEach(row -> tally.came(row.state, row.log));
        Map<Counter, Long> counts = new HashMap<>(tally.changes());
        removedCounts
                .getOrDefault(own, new Tally())
                .changes()
                .forEach((counter, count) -> counts.merge(counter, count, Long::sum));
        return counts;
    }

    private static Listing ofSubject(OrganizationId organization, SubjectId subject) {
        return new Listing(organization, Optional.empty(), Optional.of(subject));
    }

    private static Listing ofPlan(OrganizationId organization, PlanId plan) {
        return new Listing(organization, Optional.of(plan), Optional.empty());
    }

    void remove(EnrollmentResult attempt) {
        attempts.remove(new AttemptKey(attempt.organization(), attempt.id()));
        listingsOf(attempt.organization(), attempt.plan(), attempt.subject())
                .forEach(listing -> attemptListing(listing).remove(attempt));
    }

    private static List<Listing> listingsOf(OrganizationId organization, PlanId plan, SubjectId subject) {
        List<Listing> all = new ArrayList<>();
        for (Optional<PlanId> ofPlan : List.of(Optional.of(plan), Optional.<PlanId>empty())) {
            for (Optional<SubjectId> ofSubject : List.of(Optional.of(subject), Optional.<SubjectId>empty())) {
                all.add(new Listing(organization, ofPlan, ofSubject));
            }
        }
        return all;
    }
}
