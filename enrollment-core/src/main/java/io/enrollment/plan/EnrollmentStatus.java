package io.enrollment.plan;

/** Where an enrollment is in its life. */
public enum EnrollmentStatus {
    /** Nothing carried out yet. */
    QUEUED,
    /** Under way. */
    IN_PROGRESS,
    /** A message is ready and held by a window, a cap or the channel. */
    PENDING_DEPLOYMENT,
    /** A person's call or task is open. */
    ASSIGNED,
    /** Held by one pause or more. */
    PAUSED,
    /** A step failed; waits for a retry. */
    FAILED,
    /** Went through, or reached its goal early. */
    COMPLETED,
    /** Ended by a command, a reply, an opt-out. */
    STOPPED,
    /** Ended by time, or because the subject no longer matches. */
    EXPIRED;

    /** Whether nothing more can happen. */
    public boolean isTerminal() {
        return this == COMPLETED || this == STOPPED || this == EXPIRED;
    }

    /** Whether the scheduler carries it: queued, in progress, pending deployment or assigned. */
    public boolean isActive() {
        return !isTerminal() && this != PAUSED && this != FAILED;
    }
}
