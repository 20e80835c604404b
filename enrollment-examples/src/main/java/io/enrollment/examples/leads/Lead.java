package io.enrollment.examples.leads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One lead on its way into the files.
 *
 * @param cells its cells by column
 * @param consents the rows of its consents, without the subject
 * @param history the rows of its earlier enrollments, without the subject
 */
record Lead(Map<String, String> cells, List<List<String>> consents, List<List<String>> history) {

    static final List<String> COLUMNS = List.of(
            "id",
            "type",
            "firstName",
            "lastName",
            "name",
            "email",
            "emailState",
            "phone",
            "phoneState",
            "country",
            "region",
            "timeZone",
            "locale",
            "deletedAt",
            "optOutAll",
            "source",
            "interest",
            "customer",
            "vehicle",
            "serviceDue",
            "score",
            "note");

    static final List<String> CONSENT_COLUMNS =
            List.of("subject", "kind", "channel", "topic", "at", "endsAt", "optIn", "evidence");

    static final List<String> HISTORY_COLUMNS = List.of("subject", "plan", "eventKey", "status", "at");

    static Lead named(String id) {
        Lead lead = new Lead(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        lead.put("id", id);
        return lead;
    }

    /** The same person again, under another id. */
    Lead copy(String id) {
        Lead lead = new Lead(new LinkedHashMap<>(cells), new ArrayList<>(consents), new ArrayList<>());
        lead.put("id", id);
        return lead;
    }

    void put(String column, String value) {
        cells.put(column, value);
    }

    String get(String column) {
        return cells.getOrDefault(column, "");
    }

    List<String> row() {
        return COLUMNS.stream().map(this::get).toList();
    }

    List<List<String>> consentRows() {
        return consents.stream().map(this::withId).toList();
    }

    List<List<String>> historyRows() {
        return history.stream().map(this::withId).toList();
    }

    private List<String> withId(List<String> row) {
        List<String> whole = new ArrayList<>();
        whole.add(get("id"));
        whole.addAll(row);
        return whole;
    }
}
