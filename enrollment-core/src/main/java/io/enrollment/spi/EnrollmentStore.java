package io.enrollment.spi;

/**
 * Where everything is kept. A few cohesive parts, each with a contract test in {@code io.enrollment.testkit} that any
 * implementation can run.
 *
 * <p>Obligations of every implementation: each call is one short transaction or none; a failed call leaves no partial
 * effect; a call whose effect is not known throws {@link StoreUnavailableException} saying so; every row belongs to one
 * organization, and no call returns a row of another one; texts are compared by code point; instants are read back exactly,
 * to the microsecond; all methods are thread-safe.
 */
public interface EnrollmentStore extends AutoCloseable {

    /** Plans and their versions. */
    PlanStore plans();

    /** Enrolling, and commands on enrollments. */
    EnrollmentWriter writer();

    /** The queue of due steps. */
    StepQueue steps();

    /** What people and checks look at. */
    EnrollmentReader reader();

    /** Erasing subjects, and recognizing them. */
    ErasureStore erasures();

    /** What is stored, to be compared and put right. */
    AuditStore audit();

    /** Removing what is old. */
    Retention retention();

    /** Which installation this is. */
    EpochStore epochs();

    /** Earlier counts of plans with a circuit breaker. */
    CheckpointStore checkpoints();

    /** The pauses of whole plans and of channels. */
    PauseStore pauses();

    /** What caps across plans count. */
    CapStore caps();

    /** Enroller runs and their candidates. */
    RunStore runs();

    /** How far the run schedules of plans were looked at. */
    ScheduleStore schedules();

    /** Exports in the background. */
    ExportStore exports();

    /**
     * Whether what this thread stores now is part of a transaction of the host, and so happens when the host commits and never
     * happened when the host rolls back. Meanwhile no listener hears of it, nobody is woken up for it, and what must be
     * committed at once throws {@link IllegalStateException}: publishing, purging, and everything that the queue does.
     */
    default boolean inHostTransaction() {
        return false;
    }

    /** Releases what the store itself opened; never a data source that it was lent. */
    @Override
    void close();
}
