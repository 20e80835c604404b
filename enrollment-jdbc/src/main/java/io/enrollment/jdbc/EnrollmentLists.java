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
import java.util.stream.Stream;

/**
 * Lists of enrollments. A list of a plan by several statuses is merged of the lists of each, so that every one of them reads
 * its own range of an index and nothing besides, whatever share of the plan it is.
 */
final class EnrollmentLists {

    private static final Comparator<Enrollment> NEWEST =
            Comparator.comparing(EnrollmentLists::keyOf).reversed();
    private static final Comparator<Enrollment> BY_NAME = Comparator.comparing(EnrollmentLists::nameKeyOf);

    private final Tx tx;

    EnrollmentLists(Tx tx) {
        this.tx = tx;
    }

    Page<Enrollment> find(EnrollmentQuery query, PageRequest page) {
        boolean byName = query.order() == EnrollmentOrder.NAME;
        List<Enrollment> found = new ArrayList<>();
        for (Listing part : parts(query)) {
            page.after().map(PageKey::parse).ifPresent(byName ? part::afterName : part::after);
            Object[] parameters = part.parameters(page.limit() + 1);
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

    private static List<Listing> parts(EnrollmentQuery query) {
        if (query.plan().isEmpty() || query.subject().isPresent()) {
            return List.of(filtered(query));
        }
        List<Listing> parts = new ArrayList<>();
        for (int removed = 0; removed <= (query.includeRemoved() ? 1 : 0); removed++) {
            parts.addAll(ofPlan(query, query.plan().get(), removed));
        }
        return parts;
    }

    private static List<Listing> ofPlan(EnrollmentQuery query, PlanId plan, int removed) {
        if (query.statuses().isEmpty()) {
            Listing part = listing(query);
            part.within("plan_id", plan.value()).within("removed", removed);
            return List.of(part);
        }
        List<Listing> parts = new ArrayList<>();
        for (EnrollmentStatus status : query.statuses()) {
            Listing part = listing(query);
            part.within("plan_id", plan.value()).within("status", status.name()).within("removed", removed);
            parts.add(part);
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
