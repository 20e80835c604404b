package io.enrollment.jdbc;

import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One page of a search for subjects by the beginning of their names. For one use. */
final class SubjectListing {

    /** Between the name and the id in the key of a page; no id and no name has it. */
    private static final char SEPARATOR = '\n';

    private record Named(String name, SubjectRows.Row row) {
        static Named of(ResultSet row) throws SQLException {
            return new Named(row.getString(5), SubjectRows.Row.of(row));
        }

        String key() {
            return name + SEPARATOR + row.id();
        }
    }

    private final StringBuilder conditions = new StringBuilder("organization_id = ? and search_name like ? escape '!'");
    private final List<Object> parameters = new ArrayList<>();
    private final Optional<String> after;
    private final int limit;

    SubjectListing(OrganizationId organization, String text, Optional<SubjectType> type, PageRequest page) {
        String begin = SubjectRows.searchName(text).replaceAll("[!%_]", "!$0");
        parameters.addAll(List.of(organization.value(), begin + "%"));
        type.ifPresent(only -> {
            conditions.append(" and subject_type = ?");
            parameters.add(only.name());
        });
        after = page.after();
        limit = page.limit();
    }

    Page<SubjectRows.Row> page(Sql sql) throws SQLException {
        List<Named> found = after.isPresent() ? after(sql, after.get()) : query(sql, "", List.of(), limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, Optional.<String>empty()).map(Named::row);
        }
        List<Named> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(items.get(limit - 1).key())).map(Named::row);
    }

    /** First those of the same name, then those of higher ones: see {@link Listing}. */
    private List<Named> after(Sql sql, String key) throws SQLException {
        int at = key.indexOf(SEPARATOR);
        String name = at < 0 ? key : key.substring(0, at);
        List<Named> found = new ArrayList<>(
                query(sql, " and search_name = ? and subject_id > ?", List.of(name, key.substring(at + 1)), limit + 1));
        if (found.size() <= limit) {
            found.addAll(query(sql, " and search_name > ?", List.of(name), limit + 1 - found.size()));
        }
        return found;
    }

    private List<Named> query(Sql sql, String more, List<Object> values, int most) throws SQLException {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(values);
        all.add(most);
        return sql.query(
                "select subject_id, profile, judged_by, reach, search_name from enr_subject where " + conditions + more
                        + " order by organization_id, search_name, subject_id limit ?",
                Named::of,
                all.toArray());
    }
}
