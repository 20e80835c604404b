package io.enrollment.jdbc;

import static java.util.stream.Collectors.groupingBy;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.NewEnrollment;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reserves places: inserts, then reads the owner back. The counts of such inserts mean different things in different
 * drivers; who owns the row means the same in all of them.
 */
final class Reservations {

    private static final String OWNERS = """
            select r.reserved_key, r.owner
              from {keys} join enr_reservation r
                on r.organization_id = ? and r.scope = ? and r.reserved_key = k.v""";

    /** A place that an item wants: the values of its row. */
    private record Wanted(EnrollItem item, Object[] row) {
        String organization() {
            return (String) row[0];
        }

        String key() {
            return (String) row[2];
        }
    }

    private final Sql sql;
    private final Rows rows;

    Reservations(Sql sql, Rows rows) {
        this.sql = sql;
        this.rows = rows;
    }

    /** Who owns the place of each item now; items that need no place of this scope are not in the map. */
    Map<EnrollItem, EnrollmentId> reserve(List<EnrollItem> items, String scope) throws SQLException {
        List<Wanted> wanted = new ArrayList<>();
        items.forEach(item -> wanted(item, scope).ifPresent(row -> wanted.add(new Wanted(item, row))));
        wanted.sort(Comparator.comparing(Wanted::organization).thenComparing(Wanted::key));
        sql.batch("{reserve}", wanted.stream().map(Wanted::row).toList());
        Map<EnrollItem, EnrollmentId> owners = new HashMap<>();
        for (List<Wanted> own :
                wanted.stream().collect(groupingBy(Wanted::organization)).values()) {
            owners.putAll(owners(own, scope));
        }
        return owners;
    }

    private Optional<Object[]> wanted(EnrollItem item, String scope) {
        NewEnrollment made = item.enrollment().orElseThrow();
        Enrollment first = made.first();
        if (scope.equals(Rows.EVENT)) {
            return made.uniqueKey().map(key -> rows.reservation(first, scope, key));
        }
        return first.status().isTerminal() ? Optional.empty() : Optional.of(rows.reservation(first, scope, ""));
    }

    private Map<EnrollItem, EnrollmentId> owners(List<Wanted> wanted, String scope) throws SQLException {
        Map<String, EnrollmentId> owners = new HashMap<>();
        sql.query(
                        OWNERS,
                        row -> Map.entry(row.getString(1), EnrollmentId.of(row.getString(2))),
                        new Sql.Keys(wanted.stream().map(Wanted::key).toList()),
                        wanted.get(0).organization(),
                        scope)
                .forEach(found -> owners.put(found.getKey(), found.getValue()));
        Map<EnrollItem, EnrollmentId> byItem = new HashMap<>();
        for (Wanted one : wanted) {
            EnrollmentId owner = owners.get(one.key());
            if (owner == null) {
                throw new SQLException("a place was given back while it was asked for", Tx.TRY_AGAIN);
            }
            byItem.put(one.item(), owner);
        }
        return byItem;
    }
}
