package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.run.EnrollerRun;
import java.util.List;

/**
 * Hears of what the engine did, after it was stored. Calls come from worker threads, for one enrollment in order; they must
 * be fast, must not block and must not call the engine. An exception is logged and changes nothing. At-most-once: after a
 * crash some calls may be missing, and of what was done inside a transaction of the host nothing is told, since the host may
 * roll it back.
 */
public interface EngineListener {

    /** Hears nothing. */
    EngineListener NONE = new EngineListener() {};

    /** An attempt to enroll was stored. */
    default void onAttempt(EnrollmentResult result) {}

    /** An enrollment moved. */
    default void onTransition(Enrollment after, List<LogEntry> log) {}

    /** An enroller run began, went on by a chunk, or ended; with its counts. */
    default void onRun(EnrollerRun run) {}

    /** A plan was paused by its circuit breaker; {@code by} says on which evidence. */
    default void onPlanPaused(WidePause pause) {}

    /** The engine's state changed. */
    default void onState(EngineState state) {}

    /** The engine stopped claiming, once for each time that it does; {@code detail} says what was found. */
    default void onHold(HoldReason reason, String detail) {}
}
