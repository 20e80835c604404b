package io.enrollment.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Columns that are read as attributes, and look as if they were meant to be something else. */
final class Lookalikes {

    private Lookalikes() {}

    /** A sentence about each of them. */
    static List<String> notes(String file, List<String> columns) {
        List<String> notes = new ArrayList<>();
        for (String column : columns) {
            SubjectMapper.COLUMNS.stream()
                    .filter(known -> !known.equals(column) && fold(known).equals(fold(column)))
                    .forEach(known -> notes.add(file + ": column \"" + column
                            + "\" is read as an attribute; did you mean \"" + known + "\"?"));
        }
        return notes;
    }

    private static String fold(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
