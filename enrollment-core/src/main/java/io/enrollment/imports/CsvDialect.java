package io.enrollment.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the cells of a CSV file are kept apart: by commas, or, as spreadsheets do where the comma is for decimals, by semicolons or
 * tabs. The header tells: a comma in it wins, so that a file with commas is never read otherwise; a first line such as {@code
 * sep=;} says so outright.
 *
 * @param separator what stands between two cells
 * @param declared whether a line that says so stands before the header
 */
record CsvDialect(char separator, boolean declared) {

    /** As much of a header as is looked at. */
    private static final int HEADER = 100_000;

    private static final Pattern DECLARATION = Pattern.compile("\"?sep=([,;\t])\"?[,;\t]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"?");

    /** Looks at the beginning of a file, all of which is still to be read afterwards. */
    static CsvDialect of(BufferedReader in) throws IOException {
        in.mark(HEADER);
        StringBuilder line = new StringBuilder();
        int c = in.read();
        for (int i = 1; c >= 0 && i < HEADER && (line.isEmpty() || !isEnd(c)); i++) {
            if (!isEnd(c)) {
                line.append((char) c);
            }
            c = in.read();
        }
        in.reset();
        return of(line.toString());
    }

    private static boolean isEnd(int c) {
        return c == '\n' || c == '\r';
    }

    private static CsvDialect of(String header) {
        Matcher declaration = DECLARATION.matcher(header);
        if (declaration.matches()) {
            return new CsvDialect(declaration.group(1).charAt(0), true);
        }
        String unquoted = QUOTED.matcher(header).replaceAll("");
        char separator = List.of(',', ';', '\t').stream()
                .filter(one -> unquoted.indexOf(one) >= 0)
                .findFirst()
                .orElse(',');
        return new CsvDialect(separator, false);
    }
}
