package io.enrollment.jdbc;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.spi.Lease;
import io.enrollment.subject.OrganizationId;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Changes rows of the queue by the leases on them, row by row or many at once. A row is changed only where its fence and its
 * claim are those of the lease; who is told to hold, holds. Rows are locked in the order of their keys, those in lists shard by
 * shard.
 *
 * <p>Where lists are worth it, the rows are locked by one statement that tells their fences and claims, and those that hold
 * are then changed by one more for all that change alike; leases of one claim, which nearly always hold, need no lock first.
 */
final class LeasedRows {

    private static final String HELD =
            " where organization_id = ? and enrollment_id = ? and shard_key = ? and fence = ? and claim_token = ?";
    private static final String IS_HELD = "select fence from enr_due" + HELD;
    /**
     * By the key of each row, however few rows there are: with one organization alone, and without naming the index, all of
     * its rows might be read and locked instead.
     */
    static final String LISTED =
            " force index (primary) where organization_id in (?, ?) and enrollment_id in ({ids}) and shard_key = ?";

    private static final String STILL_HELD = " and fence = ? and claim_token = ?";

    private static final String LOCK_LISTED = "select enrollment_id, fence, claim_token from enr_due" + LISTED
            + " and claim_token is not null for update";

    /**
     * A change of one row, and of many.
     *
     * @param each for one row, by its lease
     * @param many for those that are listed
     * @param raisesFence whether it ends the lease that it was made under: no lease then holds twice
     */
    record Change(String each, String many, boolean raisesFence) {

        /** Sets values, by assignments with parameters. */
        static Change set(String values, boolean raisesFence) {
            String listed = LISTED.replace(" where", " set " + values + " where");
            return new Change("update enr_due set " + values + HELD, "update enr_due" + listed, raisesFence);
        }

        /** Removes the row. */
        static Change removal() {
            return new Change("delete from enr_due" + HELD, "delete d from enr_due d" + LISTED, true);
        }
    }

    private static final Comparator<Lease> BY_KEY =
            Comparator.<Lease, OrganizationId>comparing(Lease::organization).thenComparing(Lease::enrollment);

    private record Key(OrganizationId organization, EnrollmentId enrollment) {
        static Key of(Lease lease) {
            return new Key(lease.organization(), lease.enrollment());
        }
    }

    /** What rows of one list have in common. */
    private record Place(OrganizationId organization, int shard) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int compared = organization.compareTo(other.organization);
            return compared == 0 ? Integer.compare(shard, other.shard) : compared;
        }
    }

    private record Held(String enrollment, long fence, String token) {}

    private final Shards shards;

    LeasedRows(Shards shards) {
        this.shards = shards;
    }

    /** The places of leases in the order of their keys. */
    static List<Integer> sorted(List<Lease> leases) {
        return IntStream.range(0, leases.size())
                .boxed()
                .sorted(Comparator.comparing(leases::get, BY_KEY))
                .toList();
    }

    /** Changes the rows of the leases that hold, all with the same parameters; tells, in the order of the leases, which do. */
    boolean[] change(Sql sql, Change change, List<Lease> leases, Object... parameters) throws SQLException {
        List<Integer> order = sorted(leases);
        List<Lease> inOrder = order.stream().map(leases::get).toList();
        boolean[] held = isListed(sql, leases)
                ? lock(sql, inOrder, change.raisesFence())
                : changed(sql, change, inOrder, parameters);
        if (isListed(sql, leases)) {
            listed(sql, change.many(), chosen(inOrder, held), parameters);
        }
        boolean[] holds = new boolean[held.length];
        for (int i = 0; i < held.length; i++) {
            holds[order.get(i)] = held[i];
        }
        return holds;
    }

    /**
     * Changes the rows of leases of one claim by one statement where they lie together, if all of the leases hold; otherwise
     * changes nothing, and some other way must be gone.
     */
    boolean changedAll(Sql sql, Change change, List<Lease> leases, Object... parameters) throws SQLException {
        Lease first = leases.get(0);
        if (!leases.stream().allMatch(one -> isAlike(one, first))) {
            return false;
        }
        Savepoint before = sql.savepoint();
        int changed = listed(sql, change.many() + STILL_HELD, leases, parameters, first.fence(), first.token());
        if (changed == leases.size()) {
            return true;
        }
        sql.undo(before);
        return false;
    }

    private static boolean isAlike(Lease one, Lease other) {
        return one.fence() == other.fence() && one.token().equals(other.token());
    }

    /** Whether many rows are locked first and changed then. */
    static boolean isListed(Sql sql, List<?> rows) {
        return sql.takesLists() && rows.size() > 1;
    }

    /** Changes each row by its lease, with parameters of its own; in the order of the leases, which is that of the keys. */
    boolean[] changedEach(Sql sql, Change change, List<Lease> leases, List<Object[]> parameters) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < leases.size(); i++) {
            rows.add(row(leases.get(i), parameters.get(i)));
        }
        int[] counts = sql.counted(change.each(), rows);
        boolean[] changed = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            changed[i] = counts[i] == 1;
        }
        return changed;
    }

    /** As {@link #changedEach}; some drivers count only rows that differ from before, as one with a mark may not. */
    private boolean[] changed(Sql sql, Change change, List<Lease> leases, Object[] parameters) throws SQLException {
        sql.searchByKeys();
        boolean[] changed = changedEach(
                sql, change, leases, leases.stream().map(any -> parameters).toList());
        boolean doubtful = sql.database().dialect().mayCountOnlyChanges();
        for (int i = 0; i < changed.length; i++) {
            changed[i] |= doubtful && isHeld(sql, leases.get(i));
        }
        return changed;
    }

    private boolean isHeld(Sql sql, Lease lease) throws SQLException {
        return sql.first(IS_HELD, row -> row.getLong(1), row(lease)).isPresent();
    }

    /** Locks rows, which are in the order of their keys, and tells which are held by their leases. */
    boolean[] lock(Sql sql, List<Lease> leases, boolean once) throws SQLException {
        Map<Key, Held> found = new HashMap<>();
        for (Map.Entry<Place, List<Lease>> own : byPlace(leases).entrySet()) {
            OrganizationId organization = own.getKey().organization();
            sql.queryListed(
                            LOCK_LISTED,
                            row -> new Held(row.getString(1), row.getLong(2), row.getString(3)),
                            new Object[] {organization.value(), organization.value()},
                            ids(own.getValue()),
                            own.getKey().shard())
                    .forEach(held -> found.put(new Key(organization, EnrollmentId.of(held.enrollment())), held));
        }
        boolean[] holds = new boolean[leases.size()];
        for (int i = 0; i < holds.length; i++) {
            Lease lease = leases.get(i);
            Held held = found.get(Key.of(lease));
            holds[i] = held != null
                    && held.fence() == lease.fence()
                    && held.token().equals(lease.token());
            if (holds[i] && once) {
                found.remove(Key.of(lease));
            }
        }
        return holds;
    }

    /** Changes rows that are locked, all with the same parameters. */
    void listed(Sql sql, String many, List<Lease> leases, Object... parameters) throws SQLException {
        listed(sql, many, leases, parameters, new Object[0]);
    }

    private int listed(Sql sql, String many, List<Lease> leases, Object[] parameters, Object... last)
            throws SQLException {
        int count = 0;
        for (Map.Entry<Place, List<Lease>> own : byPlace(leases).entrySet()) {
            Object[] all = Arrays.copyOf(parameters, parameters.length + 2);
            Arrays.fill(
                    all,
                    parameters.length,
                    all.length,
                    own.getKey().organization().value());
            count += sql.listed(many, all, ids(own.getValue()), own.getKey().shard(), last);
        }
        return count;
    }

    private Map<Place, List<Lease>> byPlace(List<Lease> leases) {
        Map<Place, List<Lease>> own = new TreeMap<>();
        leases.forEach(
                lease -> own.computeIfAbsent(new Place(lease.organization(), shard(lease)), any -> new ArrayList<>())
                        .add(lease));
        return own;
    }

    private static List<String> ids(List<Lease> leases) {
        return leases.stream()
                .map(lease -> lease.enrollment().value())
                .distinct()
                .toList();
    }

    private static List<Lease> chosen(List<Lease> leases, boolean[] held) {
        return IntStream.range(0, held.length)
                .filter(i -> held[i])
                .mapToObj(leases::get)
                .toList();
    }

    int shard(Lease lease) {
        return shards.of(lease.organization(), lease.subject());
    }

    private Object[] row(Lease lease, Object... first) {
        Object[] all = Arrays.copyOf(first, first.length + 5);
        all[first.length] = lease.organization().value();
        all[first.length + 1] = lease.enrollment().value();
        all[first.length + 2] = shard(lease);
        all[first.length + 3] = lease.fence();
        all[first.length + 4] = lease.token();
        return all;
    }
}
