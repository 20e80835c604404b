package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.json.EnrollmentJson;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.EnrollmentOrder;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Lists of enrollments. A list of a plan by several statuses is merged of the lists of each, so that every one of them reads
 * its own range of an index and nothing besides, whatever share of the plan it is.
 */
final class EnrollmentLists {

    private static final Comparator<Found> NEWEST =
            Comparator.comparing(Found::key).reversed();
    private static final Comparator<Found> RISING = Comparator.comparing(Found::key);

    private static final String STATES_OF_LISTED = """
            select e.state
              from (%s) l join enr_enrollment e
                on e.organization_id = l.organization_id and e.enrollment_id = l.enrollment_id and e.shard_key = l.shard_key""";

    /** What is in the queue may stand there for an earlier time than the state says, while somebody works on it. */
    private static final String STATES_OF_DUE = """
            select e.state, l.due_at
              from (%s) l join enr_enrollment e
                on e.organization_id = l.organization_id and e.enrollment_id = l.enrollment_id and e.shard_key = l.shard_key""";

    /** An enrollment, and its place in the list. */
    private record Found(Enrollment state, PageKey key) {}

    /** One range of an index, the statement that reads the states in it, and how a row of it becomes one. */
    private record Part(Listing listing, UnaryOperator<String> form, Sql.Mapper<Found> mapper) {

        static Part ofStates(Listing listing, Sql.Mapper<Found> mapper) {
            return new Part(listing, UnaryOperator.identity(), mapper);
        }
    }

    private final Tx tx;
    private final Shards shards;

    EnrollmentLists(Tx tx, Shards shards) {
        this.tx = tx;
        this.shards = shards;
    }

    Page<Enrollment> find(EnrollmentQuery query, PageRequest page) {
        Optional<PageKey> after = page.after().map(PageKey::parse);
        boolean byName = query.order() == EnrollmentOrder.NAME;
        List<Found> found = new ArrayList<>();
        for (Part part : parts(query)) {
            Listing listing = part.listing();
            after.ifPresent(byName ? listing::afterName : listing::after);
            found.addAll(tx.read((sql, repeated) -> listing.read(sql, part.form(), part.mapper(), page.limit() + 1)));
        }
        found.sort(query.order() == EnrollmentOrder.NEWEST ? NEWEST : RISING);
        List<Found> merged = found.subList(0, Math.min(found.size(), page.limit() + 1));
        return JdbcReader.page(merged, page.limit(), Found::key).map(Found::state);
    }

    private static Found newest(ResultSet row) throws SQLException {
        Enrollment state = EnrollmentJson.read(row.getString(1));
        return new Found(
                state, new PageKey(Micros.floor(state.enrolledAt()), state.id().value()));
    }

    private static Found named(ResultSet row) throws SQLException {
        Enrollment state = EnrollmentJson.read(row.getString(1));
        return new Found(state, PageKey.ofName(Rows.nameKey(state), state.id().value()));
    }

    private static Found due(ResultSet row) throws SQLException {
        Enrollment state = EnrollmentJson.read(row.getString(1));
        return new Found(state, new PageKey(row.getLong(2), state.id().value()));
    }

    private List<Part> parts(EnrollmentQuery query) {
        if (query.plan().isEmpty() || query.subject().isPresent()) {
            return List.of(Part.ofStates(filtered(query), EnrollmentLists::newest));
        }
        if (query.order() == EnrollmentOrder.NEXT_DUE) {
            return List.of(
                    new Part(inQueue(query, query.plan().get()), STATES_OF_DUE::formatted, EnrollmentLists::due));
        }
        List<Part> parts = new ArrayList<>();
        for (int removed = 0; removed <= (query.includeRemoved() ? 1 : 0); removed++) {
            parts.addAll(ofPlan(query, query.plan().get(), removed));
        }
        return parts;
    }

    private static List<Part> ofPlan(EnrollmentQuery query, PlanId plan, int removed) {
        if (query.statuses().isEmpty()) {
            Listing part = listing(query);
            part.within("plan_id", plan.value()).within("removed", removed);
            boolean byName = query.order() == EnrollmentOrder.NAME;
            return List.of(Part.ofStates(part, byName ? EnrollmentLists::named : EnrollmentLists::newest));
        }
        List<Part> parts = new ArrayList<>();
        for (EnrollmentStatus status : query.statuses()) {
            Listing listed = Listing.of(
                    "organization_id, enrollment_id, shard_key",
                    "enr_listed",
                    "enrolled_at",
                    "enrollment_id",
                    query.organization());
            listed.within("plan_id", plan.value())
                    .within("status", status.name())
                    .within("removed", removed);
            parts.add(new Part(listed, STATES_OF_LISTED::formatted, EnrollmentLists::newest));
        }
        return parts;
    }

    /** What waits for nothing but a person or an event has no time, and stands nowhere in the list. */
    private static Listing inQueue(EnrollmentQuery query, PlanId plan) {
        Listing due = Listing.rising(
                "organization_id, enrollment_id, shard_key, due_at",
                "enr_due",
                "due_at",
                "enrollment_id",
                query.organization());
        due.within("plan_id", plan.value()).where("due_at < " + Rows.PARKED);
        return due;
    }

    private Listing filtered(EnrollmentQuery query) {
        Listing listing = listing(query);
        query.subject().ifPresent(subject -> {
            listing.within("subject_id", subject.value());
            listing.only("shard_key", shards.of(query.organization(), subject));
        });
        query.plan().ifPresent(plan -> listing.only("plan_id", plan.value()));
        if (!query.includeRemoved()) {
            listing.only("removed", 0);
        }
        listing.onlyIn(
                "status", query.statuses().stream().map(Enum::name).sorted().toList());
        return listing;
    }

    private static Listing listing(EnrollmentQuery query) {
        return query.order() == EnrollmentOrder.NAME
                ? Listing.rising("state", "enr_enrollment", "name_key", "enrollment_id", query.organization())
                : Listing.of("state", "enr_enrollment", "enrolled_at", "enrollment_id", query.organization());
    }
}
