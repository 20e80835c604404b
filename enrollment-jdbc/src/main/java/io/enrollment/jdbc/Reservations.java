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
                on r.organization_id = ? and r.scope = ? and r.reserved_key {key}{current}""";

    /** How often a place is asked for again that was given back in the meantime. */
    private static final int TRIES = 20;

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
        Map<EnrollItem, EnrollmentId> owners = new HashMap<>();
        for (int tries = 0; !wanted.isEmpty(); tries++) {
            owners.putAll(reserveOnce(wanted, scope));
            wanted.removeIf(one -> owners.containsKey(one.item()));
            if (!wanted.isEmpty() && tries == TRIES) {
                throw new SQLException("places were given back as often as they were asked for", Tx.TRY_AGAIN);
            }
        }
        return owners;
    }

    /** The owners after one try; a place that was given back between the insert and the look has none. */
    private Map<EnrollItem, EnrollmentId> reserveOnce(List<Wanted> wanted, String scope) throws SQLException {
        insert(wanted);
        Map<EnrollItem, EnrollmentId> owners = new HashMap<>();
        for (List<Wanted> own :
                wanted.stream().collect(groupingBy(Wanted::organization)).values()) {
            owners.putAll(owners(own, scope));
        }
        return owners;
    }

    /** Where a lost race is an error of the statement, and of nothing else, the look at the owners tells who won it. */
    private void insert(List<Wanted> wanted) throws SQLException {
        try {
            sql.batch("{reserve}", wanted.stream().map(Wanted::row).toList());
        } catch (SQLException e) {
            if (!sql.database().dialect().isLostRace(e)) {
                throw e;
            }
        }
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
            Optional.ofNullable(owners.get(one.key())).ifPresent(owner -> byItem.put(one.item(), owner));
        }
        return byItem;
    }
}
