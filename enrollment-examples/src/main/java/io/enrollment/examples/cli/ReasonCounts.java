package io.enrollment.examples.cli;

import io.enrollment.eligibility.ReasonCategory;
import java.util.Comparator;
import java.util.Map;

/** Reasons by count, the most frequent first. */
final class ReasonCounts {

    private ReasonCounts() {}

    static void print(Ui ui, Map<String, Long> reasons) {
        TextTable table = new TextTable("COUNT", "CATEGORY", "REASON");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(reason -> table.add(reason.getValue(), ReasonCategory.of(reason.getKey()), reason.getKey()));
        if (!table.isEmpty()) {
            table.print(ui);
        }
    }
}
