package io.enrollment.testkit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One thing that happens to engines at work; the numbers choose among what is there when it happens.
 *
 * @param kind what happens
 * @param a the first choice
 * @param b the second choice
 */
record EngineMove(Kind kind, int a, int b) {

    /** What can happen. */
    enum Kind {
        ENROLL,
        WORK,
        PASS_TIME,
        GO_TO_NEXT_DUE,
        LET_LEASES_RUN,
        ANSWER,
        INTERRUPT,
        PAUSE,
        RESUME,
        STOP,
        REMOVE,
        RETRY,
        EXPIRE,
        SKIP,
        HURRY,
        RESTART,
        REASSIGN,
        DISPOSE,
        CALL_BACK,
        UNDO_REPLY,
        HEAR,
        HEAR_AGAIN,
        FOREIGN,
        PAUSE_MANY,
        RESUME_MANY,
        MIGRATE,
        ARCHIVE,
        UNARCHIVE,
        ERASE,
        RESOLVE,
        LEARN
    }

    /** Any move; those that move enrollments on come more often. */
    static Arbitrary<EngineMove> any() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(Kind.class)),
                Tuple.of(14, Arbitraries.of(Kind.WORK, Kind.GO_TO_NEXT_DUE)),
                Tuple.of(5, Arbitraries.of(Kind.ENROLL, Kind.HEAR, Kind.DISPOSE, Kind.RESUME, Kind.UNARCHIVE)),
                Tuple.of(4, Arbitraries.of(Kind.PAUSE, Kind.SKIP, Kind.HEAR, Kind.RESUME, Kind.RETRY)),
                Tuple.of(4, Arbitraries.of(Kind.ANSWER, Kind.INTERRUPT, Kind.LET_LEASES_RUN, Kind.PASS_TIME)));
        Arbitrary<Integer> choices = Arbitraries.integers().between(0, 99).withoutEdgeCases();
        return Combinators.combine(kinds, choices, choices).as(EngineMove::new);
    }

    /** Whether it may happen in the middle of a hand-off: everything but what changes the subjects or the channel itself. */
    boolean interrupts() {
        return switch (kind) {
            case LEARN, ANSWER, INTERRUPT, PASS_TIME, GO_TO_NEXT_DUE -> false;
            default -> true;
        };
    }
}
