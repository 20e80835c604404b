package io.enrollment.spi;

import io.enrollment.enrollment.EnrollmentResult;
import java.util.List;
import java.util.Optional;

/** Enrolling, and commands on enrollments. */
public interface EnrollmentWriter {

    /**
     * Stores attempts and makes enrollments, all in one transaction. Returns one result for each item, in order.
     *
     * <p><b>W1</b> At most one enrollment of a plan and subject that is not terminal exists; one that would be the second is
     * not made, and its attempt is stored and returned refused with ALREADY_IN_QUEUE and the id of the existing one.
     * <b>W2</b> Likewise a unique key that is taken: EVENT_ALREADY_USED. Both hold for items of the same batch and for
     * concurrent calls; a lost race is a result, never an exception. <b>W3</b> Unique keys are kept when the enrollment ends.
     * <b>W4</b> An item whose id exists already is a repetition of a call whose commit was not acknowledged: it changes
     * nothing and returns the stored result.
     */
    List<EnrollmentResult> enroll(List<EnrollItem> batch);

    /**
     * Applies changes, each on its own. Returns one outcome for each, in order.
     *
     * <p><b>W5</b> A change whose {@code before} is not the stored state any more (by {@code nextSeq}) changes nothing and is
     * STALE; one of an enrollment that does not exist is GONE. <b>W6</b> An applied change raises the fence, so that no claim
     * that stood before can settle. <b>W7</b> Repeating an applied change reports ALREADY_APPLIED, whatever happened since; so does
     * a change that logs nothing, since it has nothing to apply.
     * <b>W8</b> As long as the enrollment stays at the same step (and occurrence), a claim that a change took the right to
     * settle from is not forgotten, also not while a pause keeps the enrollment out of the queue: until its lease runs out
     * or it is released, nobody else claims the enrollment, and after it ran out the next claim is {@code repeated}. Without
     * this, pausing and resuming a message whose hand-off is in doubt would send it twice. <b>W9</b> A change with a key of
     * {@link Change#once()} is applied at most once to its enrollment, whatever happened since and whatever else it says: any
     * other one with the key changes nothing and is ALREADY_APPLIED. The key is kept with the enrollment.
     * <b>W10</b> A change that is not to be applied while there is a claim is STALE, and changes nothing, as long as a claim
     * was neither settled nor released, whether its lease still runs or not.
     */
    List<ApplyOutcome> apply(List<Change> changes);

    /**
     * Applies changes of several enrollments of one subject, all in one transaction or none. <b>W11</b> As soon as one of them
     * would be STALE or GONE nothing is applied, and the answer is empty; otherwise each has the outcome that {@link #apply}
     * gives, in order. No enrollment has two of them.
     */
    Optional<List<ApplyOutcome>> applyTogether(List<Change> changes);
}
