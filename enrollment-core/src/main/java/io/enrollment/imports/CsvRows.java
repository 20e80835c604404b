package io.enrollment.imports;

import io.enrollment.internal.Require;
import io.enrollment.subject.AttributeValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180, or with semicolons or tabs for its commas) with a header; every cell is text, an empty one
 * is absent. Blank lines, lines of nothing but separators, and blank cells behind the last named column do not matter: that is
 * how spreadsheets write columns and rows that were cleared.
 */
final class CsvRows implements Rows {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private final String file;
    private final CellGuard guard;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;

    CsvRows(String file, Reader in) throws IOException {
        this.file = file;
        BufferedReader text = new BufferedReader(in);
        CsvDialect dialect = CsvDialect.of(text);
        this.guard = new CellGuard(file, text, dialect.separator());
        CSVFormat format = FORMAT.builder().setDelimiter(dialect.separator()).get();
        this.parser = CSVParser.builder().setReader(guard).setFormat(format).get();
        this.records = parser.iterator();
        if (dialect.declared()) {
            nextRecord();
        }
        this.columns = header();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Optional<Row> next() {
        Optional<CSVRecord> record = nextRecord();
        while (record.isPresent() && named(record.get()) == 0) {
            record = nextRecord();
        }
        return record.map(this::row);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private List<String> header() {
        CSVRecord record =
                nextRecord().orElseThrow(() -> InputException.file(file, "not be empty: it needs a header line"));
        List<String> names = record.stream()
                .limit(Math.max(1, named(record)))
                .map(String::strip)
                .toList();
        long line = firstLine(record);
        if (names.size() > Limits.COLUMNS) {
            throw InputException.at(file, line, "", names.size() + " columns", "have at most " + Limits.COLUMNS);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            checkName(line, i + 1, names.get(i), seen);
        }
        return names;
    }

    /** How many cells there are up to the last one that is not blank. */
    private static int named(CSVRecord record) {
        int last = record.size();
        while (last > 0 && record.get(last - 1).isBlank()) {
            last--;
        }
        return last;
    }

    private void checkName(long line, int number, String name, Set<String> seen) {
        if (!seen.add(name)) {
            throw InputException.at(file, line, String.valueOf(number), name, "be named once in the header");
        }
        if (Cells.parsed(name, text -> Require.text("column name", text, 200)).isEmpty()) {
            String rule = "be a column name of 1 to 200 code points, not blank, without control characters";
            throw InputException.at(file, line, String.valueOf(number), name, rule);
        }
    }

    private Optional<CSVRecord> nextRecord() {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (UncheckedIOException e) {
            throw broken(e, e.getCause());
        } catch (IllegalStateException e) {
            throw broken(e, e.getCause());
        }
    }

    private RuntimeException broken(RuntimeException thrown, @Nullable Throwable cause) {
        if (!(cause instanceof CSVException)) {
            return thrown;
        }
        return guard.openQuote()
                .map(line -> InputException.at(file, line, "", "\"", "be closed by a second quote"))
                .orElseGet(
                        () -> InputException.at(
                                file,
                                parser.getCurrentLineNumber(),
                                "",
                                "a quoted cell followed by more text",
                                "have a separator or the end of the line after the closing quote (a quote within is written twice)"));
    }

    private Row row(CSVRecord record) {
        long line = firstLine(record);
        if (record.size() < columns.size() || named(record) > columns.size()) {
            String rule = "have " + columns.size() + " cells, as the header has";
            throw InputException.row(file, line, "", record.size() + " cells", rule);
        }
        Map<String, AttributeValue> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!record.get(i).isEmpty()) {
                cells.put(columns.get(i), AttributeValue.of(record.get(i)));
            }
        }
        return new Row(file, line, cells);
    }

    /** The parser tells the line where a record ends; the breaks within its cells lead back to where it began. */
    private long firstLine(CSVRecord record) {
        return parser.getCurrentLineNumber()
                - record.stream().mapToLong(CsvRows::breaks).sum();
    }

    private static long breaks(String cell) {
        if (cell.indexOf('\n') < 0 && cell.indexOf('\r') < 0) {
            return 0;
        }
        return cell.lines().count() - 1 + (cell.endsWith("\n") || cell.endsWith("\r") ? 1 : 0);
    }
}
