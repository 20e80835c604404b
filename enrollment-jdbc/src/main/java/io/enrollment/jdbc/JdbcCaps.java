package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.plan.CapHold;
import io.enrollment.spi.CapPlace;
import io.enrollment.spi.CapRequest;
import io.enrollment.spi.CapStore;
import io.enrollment.spi.Lease;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Settlement;
import io.enrollment.spi.SubjectPlaces;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What caps count, in a database: one row for each subject, with a revision.
 *
 * <p>Why two workers cannot both take the last place: each reads the row with its revision and writes it back only where the
 * revision is still the one that was read. The database serializes the two updates of one row; the second one finds another
 * revision, changes nothing, and its transaction is rolled back and judged anew on what the first one left. Two that find no
 * row both insert one, and the primary key lets one of them do so. No lock is held while anybody judges.
 */
final class JdbcCaps implements CapStore {

    private static final String READ = """
            select h.subject_id, h.revision, h.reach, h.places
              from {keys} join enr_handed_off h on h.organization_id = ? and h.subject_id {key} and h.shard_key = ?""";
    private static final String INSERT = """
            insert into enr_handed_off (revision, reach, counts_until, places, organization_id, subject_id, shard_key)
            values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE = """
            update enr_handed_off set revision = ?, reach = ?, counts_until = ?, places = ?
             where organization_id = ? and subject_id = ? and shard_key = ? and revision = ?""";
    private static final String NEXT = """
            select subject_id, revision, counts_until from enr_handed_off
             where organization_id = ? and subject_id > ?
             order by organization_id, subject_id
             limit ?""";
    private static final String DELETE = """
            delete from enr_handed_off
             where organization_id = ? and subject_id = ? and shard_key = ? and revision = ?""";

    /** Whose places: the order in which rows are written by everybody. */
    private record Owner(OrganizationId organization, int shard, SubjectId subject) implements Comparable<Owner> {

        private static final Comparator<Owner> ORDER = Comparator.comparing(Owner::organization)
                .thenComparing(Owner::shard)
                .thenComparing(Owner::subject);

        @Override
        public int compareTo(Owner other) {
            return ORDER.compare(this, other);
        }
    }

    /** A row as it was read; revision 0 is that of no row. */
    private record Kept(long revision, SubjectPlaces places) {

        private static final Kept NOTHING = new Kept(0, SubjectPlaces.NONE);
    }

    private record Seen(String subject, long revision, long countsUntil) {}

    private final Tx tx;
    private final Shards shards;

    JdbcCaps(Tx tx, Shards shards) {
        this.tx = tx;
        this.shards = shards;
    }

    @Override
    public List<Optional<CapHold>> take(List<CapRequest> requests) {
        List<Owner> owners =
                requests.stream().map(request -> owner(request.place())).toList();
        return tx.write((sql, repeated) -> {
            Map<Owner, Kept> before = read(sql, owners);
            Map<Owner, SubjectPlaces> after = new TreeMap<>();
            List<Optional<CapHold>> holds = new ArrayList<>();
            for (int i = 0; i < owners.size(); i++) {
                Owner owner = owners.get(i);
                SubjectPlaces present = Optional.ofNullable(after.get(owner))
                        .orElseGet(() -> kept(before, owner).places());
                SubjectPlaces.Answer answer = present.take(requests.get(i));
                holds.add(answer.hold());
                after.put(owner, answer.after());
            }
            write(sql, before, after);
            return holds;
        });
    }

    @Override
    public void giveBack(List<CapPlace> places) {
        tx.write((sql, repeated) -> {
            giveBack(sql, places);
            return places.size();
        });
    }

    /** Gives places back as part of a transaction. */
    void giveBack(Sql sql, List<CapPlace> places) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        Map<Owner, Kept> before = read(sql, places.stream().map(this::owner).toList());
        Map<Owner, SubjectPlaces> after = new TreeMap<>();
        before.forEach((owner, kept) -> after.put(owner, kept.places()));
        places.forEach(place -> after.computeIfPresent(owner(place), (owner, kept) -> kept.without(place)));
        write(sql, before, after);
    }

    /** Gives back what settlements that were applied say, in their transaction. */
    void giveBack(Sql sql, Stream<Settlement> applied) throws SQLException {
        giveBack(sql, applied.flatMap(one -> one.givesBack().stream()).toList());
    }

    private Owner owner(CapPlace place) {
        Lease lease = place.lease();
        return new Owner(lease.organization(), shards.of(lease.organization(), lease.subject()), lease.subject());
    }

    private static Kept kept(Map<Owner, Kept> before, Owner owner) {
        return before.getOrDefault(owner, Kept.NOTHING);
    }

    /** What lies together and is read by one statement. */
    private record Group(OrganizationId organization, int shard) {}

    /** One statement for each organization and shard. */
    private static Map<Owner, Kept> read(Sql sql, List<Owner> owners) throws SQLException {
        sql.searchByKeys();
        Map<Group, List<String>> groups = owners.stream()
                .distinct()
                .sorted()
                .collect(Collectors.groupingBy(
                        owner -> new Group(owner.organization(), owner.shard()),
                        LinkedHashMap::new,
                        Collectors.mapping(owner -> owner.subject().value(), Collectors.toList())));
        Map<Owner, Kept> found = new TreeMap<>();
        for (Map.Entry<Group, List<String>> group : groups.entrySet()) {
            OrganizationId organization = group.getKey().organization();
            int shard = group.getKey().shard();
            Sql.Keys keys = new Sql.Keys(group.getValue());
            sql.query(READ, row -> kept(row, organization, shard), keys, organization.value(), shard)
                    .forEach(row -> found.put(row.getKey(), row.getValue()));
        }
        return found;
    }

    private static Map.Entry<Owner, Kept> kept(ResultSet row, OrganizationId organization, int shard)
            throws SQLException {
        SubjectPlaces places = SubjectPlaces.parse(row.getString(4), row.getLong(3));
        Owner owner = new Owner(organization, shard, SubjectId.of(row.getString(1)));
        return Map.entry(owner, new Kept(row.getLong(2), places));
    }

    /** Writes what changed, in the order of the keys; whoever was overtaken tries the whole transaction again. */
    private static void write(Sql sql, Map<Owner, Kept> before, Map<Owner, SubjectPlaces> after) throws SQLException {
        List<Object[]> inserts = new ArrayList<>();
        List<Object[]> updates = new ArrayList<>();
        after.forEach((owner, places) -> {
            Kept kept = kept(before, owner);
            if (!places.equals(kept.places())) {
                (kept.revision() == 0 ? inserts : updates).add(row(owner, kept.revision(), places));
            }
        });
        sql.batch(INSERT, inserts);
        int[] counts = sql.counted(UPDATE, updates);
        if (IntStream.of(counts).anyMatch(count -> count != 1)) {
            throw new SQLException("somebody else has written the places of the same subject", Tx.TRY_AGAIN);
        }
    }

    private static Object[] row(Owner owner, long revision, SubjectPlaces places) {
        List<Object> values = new ArrayList<>(List.of(
                revision + 1,
                places.reach(),
                places.countsUntil(),
                places.text(),
                owner.organization().value(),
                owner.subject().value(),
                owner.shard()));
        if (revision != 0) {
            values.add(revision);
        }
        return values.toArray();
    }

    @Override
    public Optional<String> purge(PurgeRequest request) {
        String organization = request.organization().value();
        long before = Micros.floor(request.before());
        List<Seen> seen = new ArrayList<>();
        return tx.write((sql, repeated) -> {
            // A try whose answer was lost may have removed its page: the same page is looked through again, and not the
            // next.
            if (seen.isEmpty()) {
                seen.addAll(sql.query(
                        NEXT,
                        row -> new Seen(row.getString(1), row.getLong(2), row.getLong(3)),
                        organization,
                        request.after().orElse(""),
                        request.limit()));
            }
            sql.batch(
                    DELETE,
                    seen.stream()
                            .filter(one -> one.countsUntil() < before)
                            .map(one -> deleted(request.organization(), one))
                            .toList());
            return seen.size() < request.limit()
                    ? Optional.<String>empty()
                    : Optional.of(seen.get(seen.size() - 1).subject());
        });
    }

    private Object[] deleted(OrganizationId organization, Seen one) {
        SubjectId subject = SubjectId.of(one.subject());
        return new Object[] {organization.value(), one.subject(), shards.of(organization, subject), one.revision()};
    }
}
