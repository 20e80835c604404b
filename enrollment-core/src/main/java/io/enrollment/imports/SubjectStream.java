package io.enrollment.imports;

import io.enrollment.engine.ImportAudience;
import io.enrollment.subject.AttributeValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The subjects of a CSV or JSON Lines import as an audience that streams by: one row is in memory at a time. An import whose
 * name ends in {@code .jsonl}, {@code .ndjson} or {@code .json}, or that begins with a brace and is not called {@code .csv},
 * is JSON Lines; any other one is CSV with a header.
 *
 * <p>The columns {@code id, type, firstName, lastName, name, email, emailState, phone, phoneState, country, region, timeZone,
 * locale, deletedAt, optOutAll} have their meaning, every other one is an attribute. A row that is none is told with its line,
 * column, value and rule, and passed over; what leaves no way to go on, such as a quote that is never closed, fails.
 *
 * <pre>{@code
 * AudienceSource audience = SubjectStream.audience(Path.of("leads.csv"), bad -> log.warn(bad.message()));
 * }</pre>
 */
public final class SubjectStream implements ImportAudience.Rows {

    private final Rows rows;
    private final Map<String, String> names;
    private final List<String> notes;

    private SubjectStream(String file, Rows rows, Map<String, String> names) {
        this.rows = rows;
        this.names = names;
        this.notes = Lookalikes.notes(file, called(rows, names));
    }

    /** What was noticed in the header without being a reason to refuse, such as a column {@code E-mail}; one sentence each. */
    public List<String> notes() {
        return notes;
    }

    private static List<String> called(Rows rows, Map<String, String> names) {
        return rows.columns().stream()
                .map(column -> names.getOrDefault(column, column))
                .toList();
    }

    /**
     * A file as the audience of enroller runs.
     *
     * @param told hears of each bad row once; see {@link ImportAudience#of}
     */
    public static ImportAudience audience(Path file, Consumer<ImportAudience.Row.Bad> told) {
        return ImportAudience.of(of(file, Map.of()), told);
    }

    /**
     * How to open a file.
     *
     * @param names what columns of the file are called here; those that are not among them keep their names
     */
    public static ImportAudience.Opening of(Path file, Map<String, String> names) {
        return of(file.toString(), ImportSource.file(file), names);
    }

    /**
     * How to open an import.
     *
     * @param name what it is called in messages; its ending tells what it is
     * @param source its bytes, UTF-8
     * @param names what columns of it are called here, by their names in a CSV file, which must have each of them; others keep
     *     their names
     */
    public static ImportAudience.Opening of(String name, ImportSource source, Map<String, String> names) {
        Map<String, String> known = Map.copyOf(names);
        return () -> {
            Rows rows = Lists.csvOrJson(name, source);
            try {
                checkHeader(name, rows, known);
                return new SubjectStream(name, rows, known);
            } catch (InputException refused) {
                rows.close();
                throw refused;
            }
        };
    }

    /** Without an id in the header every row would be bad, one after the other. */
    private static void checkHeader(String name, Rows rows, Map<String, String> names) {
        names.keySet().forEach(column -> {
            if (!rows.columns().isEmpty() && !rows.columns().contains(column)) {
                throw InputException.at(
                        name,
                        1,
                        column,
                        String.join(", ", rows.columns()),
                        "have this column, which has another name here");
            }
        });
        List<String> called = called(rows, names);
        for (int i = 0; i < called.size(); i++) {
            if (called.subList(0, i).contains(called.get(i))) {
                String rule = "have another name here than another column, which is called " + called.get(i) + " too";
                throw InputException.at(
                        name, 1, String.valueOf(i + 1), rows.columns().get(i), rule);
            }
        }
        if (!called.isEmpty() && !called.contains("id")) {
            throw InputException.at(
                    name, 1, "id", String.join(", ", rows.columns()), "have this column, as it is written here");
        }
    }

    /**
     * The next subject, or what is wrong with its row.
     *
     * @throws InputException if the import cannot be read further
     */
    @Override
    public Optional<ImportAudience.Row> next() {
        try {
            return rows.next().map(row -> new ImportAudience.Row.Good(SubjectMapper.map(named(row))));
        } catch (InputException refused) {
            if (!refused.rowOnly()) {
                throw refused;
            }
            return Optional.of(
                    new ImportAudience.Row.Bad(refused.line(), refused.column(), String.valueOf(refused.getMessage())));
        }
    }

    private Row named(Row row) {
        Map<String, AttributeValue> cells = new LinkedHashMap<>();
        row.cells().forEach((column, value) -> {
            if (cells.put(names.getOrDefault(column, column), value) != null) {
                throw row.refusal(column, "have another name here than another member of the object");
            }
        });
        return new Row(row.file(), row.line(), cells);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
