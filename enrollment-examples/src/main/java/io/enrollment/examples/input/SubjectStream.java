package io.enrollment.examples.input;

import io.enrollment.engine.ImportAudience;
import io.enrollment.subject.AttributeValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The subjects of a CSV or JSON Lines file as an import that streams by: one row is in memory at a time. */
public final class SubjectStream implements ImportAudience.Rows {

    private final Rows rows;
    private final Map<String, String> names;

    private SubjectStream(Rows rows, Map<String, String> names) {
        this.rows = rows;
        this.names = names;
    }

    /**
     * How to open a file.
     *
     * @param names what columns of the file are called here; those that are not among them keep their names
     */
    public static ImportAudience.Opening of(Path file, Map<String, String> names) {
        Map<String, String> known = Map.copyOf(names);
        return () -> new SubjectStream(Lists.csvOrJson(file.toString(), Lists.file(file)), known);
    }

    /**
     * The next subject, or what is wrong with its row.
     *
     * @throws InputException if the file cannot be read further
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
        row.cells().forEach((column, value) -> cells.put(names.getOrDefault(column, column), value));
        return new Row(row.file(), row.line(), cells);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
