package io.enrollment.jdbc;

import io.enrollment.internal.PageKey;
import io.enrollment.subject.OrganizationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A list of one organization, newest first or by what rises, a page at a time. The order names every column of the index in
 * turn, so that the database reads the index instead of sorting. Mutable, for one use.
 *
 * <p>A page goes on in two steps: first among those that are equal to the last row before it, by their id, then beyond them.
 * Each of the two is one range of the index on every database, however many are equal; as one comparison of both columns it
 * is that on PostgreSQL alone.
 */
final class Listing {

    private final String column;
    private final String table;
    private final String by;
    private final String id;
    private final boolean rising;
    private final StringBuilder conditions = new StringBuilder("organization_id = ?");
    private final StringBuilder order = new StringBuilder("organization_id");
    private final List<Object> parameters = new ArrayList<>();

    private Optional<After> after = Optional.empty();

    /** The place of the last row of the page before. */
    private record After(Object by, String id) {}

    private Listing(String column, String table, String by, String id, boolean rising, OrganizationId organization) {
        this.column = column;
        this.table = table;
        this.by = by;
        this.id = id;
        this.rising = rising;
        parameters.add(organization.value());
    }

    /** The newest first. */
    static Listing of(String column, String table, String by, String id, OrganizationId organization) {
        return new Listing(column, table, by, id, false, organization);
    }

    /** The lowest name, or the earliest time, first. */
    static Listing rising(String column, String table, String by, String id, OrganizationId organization) {
        return new Listing(column, table, by, id, true, organization);
    }

    /** A list in the order of a number that no two have, the lowest first. */
    static Listing inOrder(String column, String table, String number, OrganizationId organization) {
        return new Listing(column, table, number, number, true, organization);
    }

    /** Only those with this value in a column that an index begins with; the first such column names that index. */
    void onlyOf(String indexed, String value) {
        only(indexed, value);
        if (order.indexOf(",") < 0) {
            order.append(", ").append(indexed);
        }
    }

    /** Only those with this value in the next column of the index. */
    Listing within(String indexed, Object value) {
        only(indexed, value);
        order.append(", ").append(indexed);
        return this;
    }

    void only(String filtered, Object value) {
        conditions.append(" and ").append(filtered).append(" = ?");
        parameters.add(value);
    }

    /** Only those for which a condition without a value holds. */
    void where(String condition) {
        conditions.append(" and ").append(condition);
    }

    /** Only those for which a comparison with this value holds. */
    void where(String comparison, Object value) {
        conditions.append(" and ").append(comparison);
        parameters.add(value);
    }

    /** Only those with one of these values; no value stands for any. */
    void onlyIn(String filtered, List<String> values) {
        if (!values.isEmpty()) {
            String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
            conditions
                    .append(" and ")
                    .append(filtered)
                    .append(" in (")
                    .append(marks)
                    .append(')');
            parameters.addAll(values);
        }
    }

    /** Only those after the last row of the page before. */
    void after(PageKey key) {
        after = Optional.of(new After(key.position(), key.id()));
    }

    /** The same in a list by name. */
    void afterName(PageKey key) {
        List<String> before = key.nameAndId();
        after = Optional.of(new After(before.get(0), before.get(1)));
    }

    /** The first so many rows, after those of the page before. */
    <T> List<T> read(Sql sql, Sql.Mapper<T> mapper, int limit) throws SQLException {
        return read(sql, UnaryOperator.identity(), mapper, limit);
    }

    /** The same by a statement that has this one in it. */
    <T> List<T> read(Sql sql, UnaryOperator<String> form, Sql.Mapper<T> mapper, int limit) throws SQLException {
        if (after.isEmpty()) {
            return sql.query(form.apply(statement()), mapper, parameters(limit));
        }
        After last = after.get();
        String beyond = rising ? " > ?" : " < ?";
        List<T> found = new ArrayList<>(sql.query(
                form.apply(statement(" and " + by + " = ? and " + id + beyond)),
                mapper,
                parameters(limit, last.by(), last.id())));
        if (found.size() < limit) {
            found.addAll(sql.query(
                    form.apply(statement(" and " + by + beyond)), mapper, parameters(limit - found.size(), last.by())));
        }
        return found;
    }

    /** The statement of the first page. */
    String statement() {
        return statement("");
    }

    private String statement(String more) {
        String direction = rising ? "" : " desc";
        String last = id.equals(by) ? by : by + direction + ", " + id + direction;
        return "select " + column + " from " + table + " where " + conditions + more + " order by " + order + ", "
                + last + " limit ?";
    }

    Object[] parameters(int limit, Object... more) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        all.add(limit);
        return all.toArray();
    }
}
