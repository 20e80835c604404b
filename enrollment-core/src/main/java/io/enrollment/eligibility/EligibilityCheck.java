package io.enrollment.eligibility;

import java.util.Set;

/**
 * One eligibility rule. Hosts add their own; an implementation is a pure function over the input, since it runs in
 * simulations and replays as well, and must be thread-safe. One that throws fails the candidate with the reason ERROR.
 */
public interface EligibilityCheck {

    /** The name, unique among the checks of an engine. */
    CheckName name();

    /** When it runs; by default before an enrollment only. */
    default Set<Phase> phases() {
        return Set.of(Phase.ENROLL);
    }

    /** Judges one candidate. */
    CheckResult check(CheckInput input);
}
