package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The faults found so far in one document. Not thread-safe. */
final class Faults implements Consumer<JsonFault> {

    private static final int MOST = 1_000;

    private final boolean strict;
    private final List<JsonFault> found = new ArrayList<>();

    private Faults(boolean strict) {
        this.strict = strict;
    }

    /** For what people author: a member that is not known is a fault. */
    static Faults strict() {
        return new Faults(true);
    }

    /** For what is stored: a member that is not known comes from a newer version, and is passed over. */
    static Faults tolerant() {
        return new Faults(false);
    }

    boolean isStrict() {
        return strict;
    }

    /** Keeps the fault; past {@value #MOST} of them nobody reads on, and they are dropped. */
    @Override
    public void accept(JsonFault fault) {
        if (found.size() < MOST) {
            found.add(fault);
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Refuses the document with what was found, in the order of the document. */
    InvalidDocumentException refusal(JsonNode document) {
        Map<String, Integer> places = new HashMap<>();
        index(document, "", places);
        return new InvalidDocumentException(found.stream()
                .sorted(Comparator.comparing(fault -> places.getOrDefault(fault.path(), Integer.MAX_VALUE)))
                .toList());
    }

    /** Refuses a document that could not be read any further. */
    InvalidDocumentException refusal() {
        return new InvalidDocumentException(found);
    }

    private static void index(JsonNode node, String path, Map<String, Integer> places) {
        places.put(path, places.size());
        node.properties().forEach(member -> index(member.getValue(), Members.child(path, member.getKey()), places));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            index(node.get(i), path + "/" + i, places);
        }
    }
}
