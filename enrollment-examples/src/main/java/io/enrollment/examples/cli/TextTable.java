package io.enrollment.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows in columns, for people. Not thread-safe. */
final class TextTable {

    private static final int WIDEST = 48;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        this.header = List.of(header);
    }

    void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(oneLine(String.valueOf(cell)));
        }
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Ui ui) {
        int[] widths = widths();
        ui.print(ui.paint(Ui.Color.QUIET, line(header, widths)));
        rows.forEach(row -> ui.print(line(row, widths)));
    }

    private int[] widths() {
        int[] widths = new int[header.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int widest =
                    rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
            widths[i] = Math.min(WIDEST, Math.max(length(header.get(i)), widest));
        }
        return widths;
    }

    /** The last column is neither cut nor filled up. */
    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean last = i == cells.size() - 1;
            line.append(last ? cells.get(i) : fit(cells.get(i), widths[i]) + "  ");
        }
        return line.toString().stripTrailing();
    }

    private static String fit(String cell, int width) {
        int length = length(cell);
        if (length > width) {
            return cell.codePoints()
                            .limit(width - 1L)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining()) + "…";
        }
        return cell + " ".repeat(width - length);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** Control characters, which could move the cursor or color the screen, are shown as what they are not. */
    private static String oneLine(String cell) {
        return cell.replaceAll("\\R", "⏎").replaceAll("\\p{Cc}", "\uFFFD");
    }
}
