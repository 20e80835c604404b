package io.enrollment.engine;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** A command on a selection, page by page; each enrollment by itself. Confined to one call. */
final class Bulk {

    private static final int PAGE = 500;

    private final Function<EnrollmentId, CommandResult> command;
    private final Map<String, Long> refused = new TreeMap<>();
    private final List<EnrollmentId> unknown = new ArrayList<>();
    private long changed;
    private long unchanged;

    Bulk(Function<EnrollmentId, CommandResult> command) {
        this.command = command;
    }

    BulkResult carryOut(EnrollmentReader reader, OrganizationId organization, Selection selection) {
        visit(reader, organization, selection, this::carryOut, unknown::add);
        return new BulkResult(changed, unchanged, refused, unknown);
    }

    /** Everything of a selection, one by one; {@code unknown} is told of those that are not there, or not any more. */
    static void visit(
            EnrollmentReader reader,
            OrganizationId organization,
            Selection selection,
            Consumer<EnrollmentId> visitor,
            Consumer<EnrollmentId> unknown) {
        Consumer<EnrollmentId> each = id -> {
            try {
                visitor.accept(id);
            } catch (NotFoundException none) {
                unknown.accept(id);
            }
        };
        if (selection instanceof Selection.Ids these) {
            these.ids().forEach(each);
        } else {
            page(reader, query(organization, selection), each);
        }
    }

    private static EnrollmentQuery query(OrganizationId organization, Selection selection) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        query.organization(organization);
        if (selection instanceof Selection.OfPlan of) {
            query.plan(of.plan()).statuses(of.statuses());
        } else {
            query.subject(((Selection.OfSubject) selection).subject());
        }
        return query.build();
    }

    /** The pages go by the begin of enrollments, which no command moves. */
    private static void page(EnrollmentReader reader, EnrollmentQuery query, Consumer<EnrollmentId> each) {
        Optional<PageRequest> page = Optional.of(PageRequest.first(PAGE));
        while (page.isPresent()) {
            PageRequest present = page.get();
            Page<Enrollment> found = reader.find(query, present);
            found.items().forEach(one -> each.accept(one.id()));
            page = found.next().map(present::after);
        }
    }

    private void carryOut(EnrollmentId id) {
        CommandResult result = command.apply(id);
        if (result.refusal().isPresent()) {
            refused.merge(result.refusal().get(), 1L, Long::sum);
        } else if (result.changed()) {
            changed++;
        } else {
            unchanged++;
        }
    }
}
