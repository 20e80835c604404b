package io.enrollment.plan;

import io.enrollment.internal.Require;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A plan that is not published, with every fault that was found in it, warnings included. */
public final class PlanInvalidException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 20;

    private final transient List<PlanFault> faults;

    /**
     * Refuses a plan.
     *
     * @param faults at least one
     */
    public PlanInvalidException(List<PlanFault> faults) {
        super(message(faults));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, at least one. */
    public List<PlanFault> faults() {
        return faults;
    }

    private static String message(List<PlanFault> faults) {
        Require.notEmpty("faults", faults);
        String shown = faults.stream().limit(SHOWN).map(PlanFault::toString).collect(Collectors.joining("\n"));
        return faults.size() <= SHOWN ? shown : shown + "\nand " + (faults.size() - SHOWN) + " more";
    }
}
