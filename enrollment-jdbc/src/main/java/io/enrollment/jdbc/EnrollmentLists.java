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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Lists of enrollments. A list of a plan by several statuses is merged of the lists of each, so that every one of them reads
 * its own range of an index and nothing besides, whatever share of the plan it is.
 */
final class EnrollmentLists {

    private static final Comparator<Enrollment> NEWEST =
            Comparator.comparing(EnrollmentLists::keyOf).reversed();
    private static final Comparator<Enrollment> BY_NAME = Comparator.comparing(EnrollmentLists::nameKeyOf);

    private static final String STATES_OF_LISTED = """
            select e.state
              from (%s) l join enr_enrollment e
                on e.organization_id = l.organization_id and e.enrollment_id = l.enrollment_id and e.shard_key = l.shard_key""";

    /** One range of an index, and the statement that reads the states in it. */
    private record Part(Listing listing, UnaryOperator<String> form) {

        static Part ofStates(Listing listing) {
            return new Part(listing, UnaryOperator.identity());
        }

        String statement() {
            return form.apply(listing.statement());
        }
    }

    private final Tx tx;

    EnrollmentLists(Tx tx) {
        this.tx = tx;
    }

    Page<Enrollment> find(EnrollmentQuery query, PageRequest page) {
        boolean byName = query.order() == EnrollmentOrder.NAME;
        List<Enrollment> found = new ArrayList<>();
        for (Part part : parts(query)) {
            Listing listing = part.listing();
            page.after().map(PageKey::parse).ifPresent(byName ? listing::afterName : listing::after);
            Object[] parameters = listing.parameters(page.limit() + 1);
            found.addAll(tx.read((sql, repeated) ->
                    sql.query(part.statement(), row -> EnrollmentJson.read(row.getString(1)), parameters)));
        }
        Stream<Enrollment> merged = found.stream().sorted(byName ? BY_NAME : NEWEST);
        return JdbcReader.page(
                merged.limit(page.limit() + 1L).toList(),
                page.limit(),
                byName ? EnrollmentLists::nameKeyOf : EnrollmentLists::keyOf);
    }

    static PageKey keyOf(Enrollment state) {
        return new PageKey(Micros.floor(state.enrolledAt()), state.id().value());
    }

    private static PageKey nameKeyOf(Enrollment state) {
        return PageKey.ofName(Rows.nameKey(state), state.id().value());
    }

    private static List<Part> parts(EnrollmentQuery query) {
        if (query.plan().isEmpty() || query.subject().isPresent()) {
            return List.of(Part.ofStates(filtered(query)));
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
            return List.of(Part.ofStates(part));
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
            parts.add(new Part(listed, STATES_OF_LISTED::formatted));
        }
        return parts;
    }

    private static Listing filtered(EnrollmentQuery query) {
        Listing listing = listing(query);
        query.subject().ifPresent(subject -> listing.within("subject_id", subject.value()));
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
                ? Listing.byName("state", "enr_enrollment", "name_key", "enrollment_id", query.organization())
                : Listing.of("state", "enr_enrollment", "enrolled_at", "enrollment_id", query.organization());
    }
}
