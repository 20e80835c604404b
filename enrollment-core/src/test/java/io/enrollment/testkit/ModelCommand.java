package io.enrollment.testkit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One thing done to a store and to its model; the numbers choose among what is there when it is done.
 *
 * @param kind what is done
 * @param a the first choice
 * @param b the second choice
 */
record ModelCommand(Kind kind, int a, int b) {

    /** What can be done. */
    enum Kind {
        ENROLL,
        ENROLL_WITH_KEY,
        ENROLL_TWO,
        RESTART,
        REFUSE,
        REPEAT_ENROLL,
        CLAIM,
        LET_LEASES_RUN,
        MARK,
        EXTEND,
        RELEASE,
        SEND,
        SEND_AND_KEEP,
        COMPLETE,
        FAIL,
        REPEAT_SETTLE,
        INTERRUPT,
        PAUSE,
        RESUME,
        RETRY,
        STOP,
        REMOVE,
        NOTE,
        REPEAT_APPLY,
        PUBLISH,
        PURGE
    }

    /** Any command; those that move enrollments on come more often. */
    static Arbitrary<ModelCommand> any() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(Kind.class)),
                Tuple.of(
                        1, Arbitraries.of(Kind.ENROLL, Kind.CLAIM, Kind.SEND, Kind.SEND_AND_KEEP, Kind.LET_LEASES_RUN)),
                Tuple.of(1, Arbitraries.of(Kind.INTERRUPT, Kind.RELEASE, Kind.CLAIM, Kind.MARK)));
        Arbitrary<Integer> choices = Arbitraries.integers().between(0, 99).withoutEdgeCases();
        return Combinators.combine(kinds, choices, choices).as(ModelCommand::new);
    }
}
