package io.enrollment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What is written as CSV is read back by another library cell by cell, and no cell is a formula. */
class EnrollmentCsvPropertyTest {

    private static final CSVFormat STRICT = CSVFormat.RFC4180;

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars("=+-@\t\r\n\",;' a1é\uFF1D\uFF0B漢")
                .ofMaxLength(8);
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(20).filter(text -> !text.contains("\u0000"));
        return Arbitraries.integers()
                .between(1, 5)
                .flatMap(width -> Arbitraries.oneOf(nasty, any)
                        .list()
                        .ofSize(width)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(6));
    }

    @Property(tries = 500)
    void everyCellIsReadBackAndNoneIsAFormula(@ForAll("tables") List<List<String>> table) throws IOException {
        StringBuilder text = new StringBuilder();
        table.forEach(row -> {
            CsvLine line = new CsvLine(text);
            row.forEach(line::text);
            line.end();
        });
        List<List<String>> read = read(text.toString());
        List<List<String>> expected = table.stream()
                .map(row -> row.stream()
                        .map(cell -> CsvLine.isFormula(cell) ? "'" + cell : cell)
                        .toList())
                .toList();
        assertThat(read).isEqualTo(expected);
        assertThat(read.stream().flatMap(List::stream).map(String::strip))
                .noneMatch(cell -> !cell.isEmpty() && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".indexOf(cell.charAt(0)) >= 0);
    }

    @Example
    void whatSpreadsheetsTakeForAFormulaIsText() {
        StringBuilder text = new StringBuilder();
        CsvLine line = new CsvLine(text);
        line.text("=HYPERLINK(\"http://x\",\"y\")")
                .text(" @SUM(1)")
                .text("\t=1")
                .text("Ann")
                .number(-7);
        line.end();
        assertThat(text.toString())
                .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",\"' @SUM(1)\",\"'\t=1\",Ann,-7\r\n");
    }

    static List<List<String>> read(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(text, STRICT)) {
            List<List<String>> rows = new ArrayList<>();
            for (CSVRecord row : parser) {
                rows.add(List.copyOf(row.toList()));
            }
            return rows;
        }
    }
}
