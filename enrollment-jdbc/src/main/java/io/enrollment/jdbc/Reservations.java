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
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reserves places: inserts, then reads the owner back. The counts of such inserts mean different things in different
 * drivers; who owns the row means the same in all of them. A database that returns the rows that it inserted is asked only
 * for the owners of the others.
 */
final class Reservations {

    private static final String INSERT = """
            insert into enr_reservation (organization_id, scope, reserved_key, shard_key, owner) values (?, ?, ?, ?, ?)""";
    private static final String OWNERS = """
            select r.reserved_key, r.owner
              from {placed} join enr_reservation r
                on r.organization_id = ? and r.scope = ? and r.reserved_key {key} and r.shard_key = k.s{current}""";

    /** How often a place is asked for again that was given back in the meantime. */
    private static final int TRIES = 20;

    /** A place that an item wants: the values of its row. */
    private record Wanted(EnrollItem item, Object[] row) {
        String organization() {
            return (String) row[0];
        }

        String scope() {
            return (String) row[1];
        }

        String key() {
            return (String) row[2];
        }

        int shard() {
            return (Integer) row[3];
        }

        String owner() {
            return (String) row[4];
        }

        String place() {
            return place(organization(), scope(), key());
        }

        static String place(String organization, String scope, String key) {
            return organization + '\0' + scope + '\0' + key;
        }
    }

    /** Who owns what was asked for. */
    static final class Owners {

        private final Map<String, Map<EnrollItem, EnrollmentId>> byScope = new HashMap<>();

        private void put(Wanted wanted, EnrollmentId owner) {
            byScope.computeIfAbsent(wanted.scope(), any -> new IdentityHashMap<>())
                    .put(wanted.item(), owner);
        }

        private boolean knows(Wanted wanted) {
            return of(wanted.item(), wanted.scope()).isPresent();
        }

        /** Who owns the place of an item; empty when it needs none of this scope. */
        Optional<EnrollmentId> of(EnrollItem item, String scope) {
            return Optional.ofNullable(byScope.getOrDefault(scope, Map.of()).get(item));
        }

        /** Who owns the place of an item, when that is somebody else. */
        Optional<EnrollmentId> other(EnrollItem item, String scope) {
            EnrollmentId own = item.enrollment().orElseThrow().first().id();
            return of(item, scope).filter(owner -> !owner.equals(own));
        }
    }

    private final Sql sql;
    private final Rows rows;

    Reservations(Sql sql, Rows rows) {
        this.sql = sql;
        this.rows = rows;
    }

    /** Reserves what nobody else has; when somebody does, the statement fails, and the transaction with it. */
    void insert(List<EnrollItem> items, List<String> scopes) throws SQLException {
        sql.batch(INSERT, inOrder(items, scopes).stream().map(Wanted::row).toList());
    }

    /** Scope by scope and within each in the order of the keys, the same for everybody: nobody waits in a circle. */
    private List<Wanted> inOrder(List<EnrollItem> items, List<String> scopes) {
        List<Wanted> wanted = new ArrayList<>();
        for (EnrollItem item : items) {
            for (String scope : scopes) {
                wanted(item, scope).ifPresent(row -> wanted.add(new Wanted(item, row)));
            }
        }
        wanted.sort(Comparator.<Wanted>comparingInt(one -> scopes.indexOf(one.scope()))
                .thenComparing(Wanted::organization)
                .thenComparing(Wanted::key));
        return wanted;
    }

    /** Reserves, and tells who has the places then. */
    Owners reserve(List<EnrollItem> items, List<String> scopes) throws SQLException {
        List<Wanted> wanted = inOrder(items, scopes);
        Owners owners = new Owners();
        for (int tries = 0; !wanted.isEmpty(); tries++) {
            reserveOnce(wanted, owners);
            wanted.removeIf(owners::knows);
            if (!wanted.isEmpty() && tries == TRIES) {
                throw new SQLException("places were given back as often as they were asked for", Tx.TRY_AGAIN);
            }
        }
        return owners;
    }

    /** Finds the owners by one try; a place that was given back between the insert and the look has none. */
    private void reserveOnce(List<Wanted> wanted, Owners owners) throws SQLException {
        Set<String> made = insert(wanted);
        List<Wanted> rest = new ArrayList<>();
        for (Wanted one : wanted) {
            if (made.contains(one.place())) {
                owners.put(one, EnrollmentId.of(one.owner()));
            } else {
                rest.add(one);
            }
        }
        Map<List<String>, List<Wanted>> places =
                rest.stream().collect(groupingBy(one -> List.of(one.organization(), one.scope())));
        for (List<Wanted> own : places.values()) {
            look(own, owners);
        }
    }

    /**
     * What was certainly inserted by this very statement. Where a lost race is an error of the statement, and of nothing else,
     * the look at the owners tells who won it.
     */
    private Set<String> insert(List<Wanted> wanted) throws SQLException {
        List<Object[]> inserted = wanted.stream().map(Wanted::row).toList();
        Dialect dialect = sql.database().dialect();
        if (dialect.reserveTelling().isPresent()) {
            return new HashSet<>(sql.returned(
                    dialect.reserveTelling().get(),
                    inserted,
                    row -> Wanted.place(row.getString(1), row.getString(2), row.getString(3))));
        }
        try {
            sql.batch("{reserve}", inserted);
        } catch (SQLException e) {
            if (!dialect.isLostRace(e)) {
                throw e;
            }
        }
        return Set.of();
    }

    private Optional<Object[]> wanted(EnrollItem item, String scope) {
        NewEnrollment made = item.enrollment().orElseThrow();
        Enrollment first = made.first();
        if (scope.equals(Rows.EVENT)) {
            return made.uniqueKey().map(key -> rows.reservation(first, scope, key));
        }
        return first.status().isTerminal() ? Optional.empty() : Optional.of(rows.reservation(first, scope, ""));
    }

    private void look(List<Wanted> wanted, Owners owners) throws SQLException {
        Map<String, EnrollmentId> found = new HashMap<>();
        sql.query(
                        OWNERS,
                        row -> Map.entry(row.getString(1), EnrollmentId.of(row.getString(2))),
                        Sql.Placed.of(wanted, Wanted::key, Wanted::shard),
                        wanted.get(0).organization(),
                        wanted.get(0).scope())
                .forEach(owner -> found.put(owner.getKey(), owner.getValue()));
        for (Wanted one : wanted) {
            Optional.ofNullable(found.get(one.key())).ifPresent(owner -> owners.put(one, owner));
        }
    }
}
