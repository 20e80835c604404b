package io.enrollment.json;

import io.enrollment.internal.Require;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A JSON document that is refused, with every fault that was found in it. */
public final class InvalidDocumentException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 20;

    private final transient List<JsonFault> faults;

    /**
     * Refuses a document.
     *
     * @param faults at least one
     */
    public InvalidDocumentException(List<JsonFault> faults) {
        super(message(faults));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, at least one. */
    public List<JsonFault> faults() {
        return faults;
    }

    private static String message(List<JsonFault> faults) {
        Require.notEmpty("faults", faults);
        String shown = faults.stream().limit(SHOWN).map(JsonFault::toString).collect(Collectors.joining("\n"));
        return faults.size() <= SHOWN ? shown : shown + "\nand " + (faults.size() - SHOWN) + " more";
    }
}
