package io.enrollment.jdbc;

import io.enrollment.internal.PageKey;
import io.enrollment.subject.OrganizationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A list of one organization, newest first or by name, a page at a time. The order names every column of the index in turn, so that the
 * database reads the index instead of sorting. Mutable, for one use.
 */
final class Listing {

    private final String column;
    private final String table;
    private final String by;
    private final String id;
    private final String last;
    private final StringBuilder conditions = new StringBuilder("organization_id = ?");
    private final StringBuilder order = new StringBuilder("organization_id");
    private final List<Object> parameters = new ArrayList<>();

    private Listing(String column, String table, String by, String id, String last) {
        this.column = column;
        this.table = table;
        this.by = by;
        this.id = id;
        this.last = last;
    }

    static Listing of(String column, String table, String by, String id, OrganizationId organization) {
        Listing listing = new Listing(column, table, by, id, by + " desc, " + id + " desc");
        listing.parameters.add(organization.value());
        return listing;
    }

    /** By name. */
    static Listing byName(String column, String table, String name, String id, OrganizationId organization) {
        Listing listing = new Listing(column, table, name, id, name + ", " + id);
        listing.parameters.add(organization.value());
        return listing;
    }

    /** A list in the order of a number, the lowest first. */
    static Listing inOrder(String column, String table, String number, OrganizationId organization) {
        Listing listing = new Listing(column, table, number, number, number);
        listing.parameters.add(organization.value());
        return listing;
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

    /** Only those after the last row of the page before. Written so that every database starts in the middle of the index. */
    void after(PageKey key) {
        conditions.append(" and " + by + " <= ? and (" + by + " < ? or " + id + " < ?)");
        parameters.addAll(List.of(key.position(), key.position(), key.id()));
    }

    /** The same in a list by name. */
    void afterName(PageKey key) {
        List<String> before = key.nameAndId();
        conditions.append(" and " + by + " >= ? and (" + by + " > ? or " + id + " > ?)");
        parameters.addAll(List.of(before.get(0), before.get(0), before.get(1)));
    }

    String statement() {
        return "select " + column + " from " + table + " where " + conditions + " order by " + order + ", " + last
                + " limit ?";
    }

    Object[] parameters(int limit) {
        List<Object> all = new ArrayList<>(parameters);
        all.add(limit);
        return all.toArray();
    }
}
