package io.enrollment.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;

import io.enrollment.eligibility.Reasons;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.internal.Micros;
import io.enrollment.internal.Require;
import io.enrollment.json.EnrollmentResultJson;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.Change;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.NewEnrollment;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One call of {@code enroll}, in one transaction. What is wanted for the same plan and subject goes one after the other, in
 * waves; within a wave everything is set-based.
 */
final class EnrollBatch {

    private static final String KNOWN_ATTEMPTS = """
            select a.attempt_id, a.result
              from {placed} join enr_attempt a on a.organization_id = ? and a.attempt_id = k.v and a.shard_key = k.s""";
    private static final String KNOWN_ENROLLMENTS = """
            select e.enrollment_id
              from {keys} join enr_enrollment e on e.organization_id = ? and e.enrollment_id = k.v""";
    private static final String KNOWN_ENROLLMENTS_WHERE_THEY_SAY = """
            select e.enrollment_id
              from {placed} join enr_enrollment e
                on e.organization_id = ? and e.enrollment_id = k.v and e.shard_key = k.s""";
    private static final String INSERT_ATTEMPT = """
            insert into enr_attempt (organization_id, attempt_id, shard_key, plan_id, subject_id, attempted_at, refusal, result)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final List<String> EVENT_AND_ACTIVE = List.of(Rows.EVENT, Rows.ACTIVE);

    private record Place(OrganizationId organization, PlanId plan, SubjectId subject) {
        static Place of(EnrollmentResult attempt) {
            return new Place(attempt.organization(), attempt.plan(), attempt.subject());
        }
    }

    private record AttemptKey(OrganizationId organization, String id) {
        static AttemptKey of(EnrollmentResult attempt) {
            return new AttemptKey(attempt.organization(), attempt.id());
        }
    }

    private final Sql sql;
    private final Rows rows;
    private final Changes changes;
    private final Reservations reservations;
    private final boolean hopeful;
    /** Of what was stored before, and of what does not come out as it was asked for. */
    private final Map<AttemptKey, EnrollmentResult> results = new HashMap<>();

    /**
     * A batch.
     *
     * @param hopeful whether a reservation that somebody else has may be an error, after which the batch is tried again without
     *     hope; it seldom happens, since the checks have looked
     */
    EnrollBatch(Sql sql, Rows rows, Changes changes, boolean hopeful) {
        this.hopeful = hopeful && sql.database().dialect().reserveTelling().isPresent();
        this.sql = sql;
        this.rows = rows;
        this.changes = changes;
        this.reservations = new Reservations(sql, rows);
    }

    List<EnrollmentResult> enroll(List<EnrollItem> batch) throws SQLException {
        recallRepeated(batch);
        List<EnrollItem> fresh = distinct(batch);
        checkNew(fresh);
        enrollWaves(fresh);
        fresh.forEach(item -> results.putIfAbsent(AttemptKey.of(item.attempt()), item.attempt()));
        insertAttempts(fresh);
        return batch.stream()
                .map(item -> Objects.requireNonNull(results.get(AttemptKey.of(item.attempt()))))
                .toList();
    }

    /** Enrolls candidates of a run, whose repetition the run itself recognizes; they are kept with the run. */
    List<EnrollmentResult> enrollOfRun(List<EnrollItem> batch) throws SQLException {
        List<EnrollItem> wanted = wantedOf(batch);
        if (!wanted.isEmpty()) {
            if (!hopeful) {
                checkNew(wanted);
            }
            enrollWaves(wanted);
        }
        return batch.stream()
                .map(item -> results.isEmpty()
                        ? item.attempt()
                        : results.getOrDefault(AttemptKey.of(item.attempt()), item.attempt()))
                .toList();
    }

    /**
     * Whether {@link #insertOwn} and {@link #insertPlaces} do of these candidates what {@link #enrollOfRun} does with hope: where
     * a lost place is an error that undoes all, rows may be written before the places are taken.
     */
    static boolean canBeParted(Database database, List<EnrollItem> batch) {
        Set<Place> places = new HashSet<>();
        return database.dialect().reserveTelling().isPresent()
                && batch.stream()
                        .allMatch(item -> places.add(Place.of(item.attempt()))
                                && item.enrollment()
                                        .flatMap(NewEnrollment::replaces)
                                        .isEmpty());
    }

    /** The rows of the enrollments, which nobody else can want. */
    void insertOwn(List<EnrollItem> batch) throws SQLException {
        List<EnrollItem> wanted = wantedOf(batch);
        if (!wanted.isEmpty()) {
            insert(wanted);
        }
    }

    /** Their places; when somebody else has one, the statement fails, and the transaction with it. */
    void insertPlaces(List<EnrollItem> batch) throws SQLException {
        reservations.insert(wantedOf(batch), EVENT_AND_ACTIVE);
    }

    private static List<EnrollItem> wantedOf(List<EnrollItem> batch) {
        return batch.stream().filter(item -> item.enrollment().isPresent()).toList();
    }

    private void recallRepeated(List<EnrollItem> batch) throws SQLException {
        Map<OrganizationId, List<EnrollItem>> byOrganization =
                batch.stream().collect(groupingBy(item -> item.attempt().organization()));
        for (Map.Entry<OrganizationId, List<EnrollItem>> own : byOrganization.entrySet()) {
            Sql.Placed ids =
                    Sql.Placed.of(own.getValue(), item -> item.attempt().id(), item -> shard(item.attempt()));
            sql.query(
                            KNOWN_ATTEMPTS,
                            row -> EnrollmentResultJson.read(row.getString(2)),
                            ids,
                            own.getKey().value())
                    .forEach(known -> results.put(AttemptKey.of(known), known));
        }
    }

    private List<EnrollItem> distinct(List<EnrollItem> batch) {
        Map<AttemptKey, EnrollItem> fresh = new LinkedHashMap<>();
        batch.stream()
                .filter(item -> !results.containsKey(AttemptKey.of(item.attempt())))
                .forEach(item -> fresh.putIfAbsent(AttemptKey.of(item.attempt()), item));
        return List.copyOf(fresh.values());
    }

    private void checkNew(List<EnrollItem> fresh) throws SQLException {
        Map<OrganizationId, List<Enrollment>> wanted = fresh.stream()
                .flatMap(item -> item.enrollment().map(NewEnrollment::first).stream())
                .collect(groupingBy(Enrollment::organization));
        for (Map.Entry<OrganizationId, List<Enrollment>> own : wanted.entrySet()) {
            List<String> ids =
                    own.getValue().stream().map(first -> first.id().value()).toList();
            Require.that(new HashSet<>(ids).size() == ids.size(), "enrollment ids", ids, "differ");
            List<String> known = known(own.getKey(), own.getValue());
            Require.that(known.isEmpty(), "enrollment id", known, "be new");
        }
    }

    /** An id that says where it lies can lie nowhere else; any other is looked for in every shard. */
    private List<String> known(OrganizationId organization, List<Enrollment> wanted) throws SQLException {
        Map<Boolean, List<Enrollment>> byForm = wanted.stream().collect(partitioningBy(this::saysWhereItLies));
        List<Enrollment> say = byForm.getOrDefault(true, List.of());
        List<Enrollment> others = byForm.getOrDefault(false, List.of());
        List<String> known = new ArrayList<>();
        if (!say.isEmpty()) {
            Sql.Placed ids = Sql.Placed.of(say, first -> first.id().value(), rows.shards()::of);
            known.addAll(
                    sql.query(KNOWN_ENROLLMENTS_WHERE_THEY_SAY, row -> row.getString(1), ids, organization.value()));
        }
        if (!others.isEmpty()) {
            Sql.Keys ids = new Sql.Keys(
                    others.stream().map(first -> first.id().value()).toList());
            known.addAll(sql.query(KNOWN_ENROLLMENTS, row -> row.getString(1), ids, organization.value()));
        }
        return known;
    }

    private boolean saysWhereItLies(Enrollment first) {
        return rows.shards().toldBy(first.id()).equals(Optional.of(rows.shards().of(first)));
    }

    private int shard(EnrollmentResult attempt) {
        return rows.shards().of(attempt.organization(), attempt.subject());
    }

    private static List<List<EnrollItem>> waves(List<EnrollItem> fresh) {
        List<List<EnrollItem>> waves = new ArrayList<>();
        Map<Place, Integer> depth = new HashMap<>();
        for (EnrollItem item : fresh) {
            int wave = depth.merge(Place.of(item.attempt()), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(item);
        }
        return waves;
    }

    private void enrollWaves(List<EnrollItem> fresh) throws SQLException {
        List<List<EnrollItem>> waves = waves(fresh);
        for (List<EnrollItem> wave : waves) {
            enrollWave(wave, hopeful && waves.size() == 1);
        }
    }

    private void enrollWave(List<EnrollItem> wave, boolean nobodyElse) throws SQLException {
        List<EnrollItem> wanted = wantedOf(wave);
        boolean replaces =
                wanted.stream().anyMatch(item -> wanted(item).replaces().isPresent());
        if (nobodyElse && !replaces) {
            reservations.insert(wanted, EVENT_AND_ACTIVE);
            insert(wanted);
        } else {
            insert(replaces ? oneAfterTheOther(wanted) : atOnce(wanted));
        }
    }

    /** Reserves all places of all items at once; those that lost one give the other back. */
    private List<EnrollItem> atOnce(List<EnrollItem> wanted) throws SQLException {
        Reservations.Owners owners = reservations.reserve(wanted, EVENT_AND_ACTIVE);
        List<EnrollItem> won = new ArrayList<>();
        List<Object[]> givenBack = new ArrayList<>();
        for (EnrollItem item : wanted) {
            Optional<EnrollmentId> event = owners.other(item, Rows.EVENT);
            Optional<EnrollmentId> active = owners.other(item, Rows.ACTIVE);
            if (event.isPresent()) {
                settle(item, item.attempt().refusedWith(Reasons.EVENT_ALREADY_USED, event));
                owners.of(item, Rows.ACTIVE)
                        .filter(owner -> active.isEmpty())
                        .ifPresent(own ->
                                givenBack.add(rows.reservation(wanted(item).first(), Rows.ACTIVE, "")));
            } else if (active.isPresent()) {
                settle(item, item.attempt().refusedWith(Reasons.ALREADY_IN_QUEUE, active));
                event(item).ifPresent(givenBack::add);
            } else {
                won.add(item);
            }
        }
        rows.giveBack(sql, givenBack);
        return won;
    }

    /** Ends what is replaced between the two reservations: only who has the event may end it, and its place is taken then. */
    private List<EnrollItem> oneAfterTheOther(List<EnrollItem> wanted) throws SQLException {
        List<EnrollItem> free = reserve(wanted, Rows.EVENT, Reasons.EVENT_ALREADY_USED);
        for (EnrollItem item : free) {
            Optional<Change> ended = wanted(item).replaces();
            if (ended.isPresent()) {
                changes.apply(sql, ended.get());
            }
        }
        List<EnrollItem> won = reserve(free, Rows.ACTIVE, Reasons.ALREADY_IN_QUEUE);
        Set<AttemptKey> winners =
                won.stream().map(item -> AttemptKey.of(item.attempt())).collect(Collectors.toSet());
        rows.giveBack(
                sql,
                free.stream()
                        .filter(item -> !winners.contains(AttemptKey.of(item.attempt())))
                        .flatMap(item -> event(item).stream())
                        .toList());
        return won;
    }

    /** Reserves what each item needs; those that lose are settled as refused, the others are returned. */
    private List<EnrollItem> reserve(List<EnrollItem> items, String scope, String refusal) throws SQLException {
        Reservations.Owners owners = reservations.reserve(items, List.of(scope));
        List<EnrollItem> won = new ArrayList<>();
        for (EnrollItem item : items) {
            Optional<EnrollmentId> other = owners.other(item, scope);
            if (other.isEmpty()) {
                won.add(item);
            } else {
                settle(item, item.attempt().refusedWith(refusal, other));
            }
        }
        return won;
    }

    /** The reservation of the event of an item. */
    private Optional<Object[]> event(EnrollItem item) {
        NewEnrollment wanted = wanted(item);
        return wanted.uniqueKey().map(key -> rows.reservation(wanted.first(), Rows.EVENT, key));
    }

    /** In the order of the ids: indexes take rows that follow one another in less time, and stay smaller. */
    private void insert(List<EnrollItem> won) throws SQLException {
        List<NewEnrollment> made = won.stream()
                .map(EnrollBatch::wanted)
                .sorted(Comparator.comparing(one -> one.first().id()))
                .toList();
        List<Enrollment> states = made.stream().map(NewEnrollment::first).toList();
        rows.insertStates(sql, made);
        rows.queue(sql, states, 0);
        List<Rows.Written> written = made.stream()
                .map(one -> new Rows.Written(Optional.empty(), one.first(), 0, one.log(), 0))
                .toList();
        rows.log(sql, written);
        rows.count(sql, written);
    }

    private static NewEnrollment wanted(EnrollItem item) {
        return item.enrollment().orElseThrow();
    }

    private void settle(EnrollItem item, EnrollmentResult result) {
        results.put(AttemptKey.of(item.attempt()), result);
    }

    private void insertAttempts(List<EnrollItem> fresh) throws SQLException {
        List<Object[]> inserted = new ArrayList<>();
        for (EnrollItem item : fresh) {
            EnrollmentResult result = Objects.requireNonNull(results.get(AttemptKey.of(item.attempt())));
            inserted.add(new Object[] {
                result.organization().value(),
                result.id(),
                shard(result),
                result.plan().value(),
                result.subject().value(),
                Micros.floor(result.at()),
                result.refusal().<Object>map(reason -> reason).orElse(Sql.Null.TEXT),
                EnrollmentResultJson.write(result)
            });
        }
        sql.batch(INSERT_ATTEMPT, inserted);
    }
}
