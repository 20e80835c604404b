package io.enrollment.spi;

import io.enrollment.plan.CapHold;
import java.util.List;
import java.util.Optional;

/**
 * What was handed off to each subject, or is about to be, as far as caps may still count it.
 *
 * <p>A message takes its place before it is handed off, in a transaction that is committed then: a crash after that leaves
 * the place taken, so nothing that may have left is forgotten, and the message takes the same place again, by its key, so
 * nothing counts twice. What was certainly not handed off gives its place back. A message of which nobody knows whether it
 * left keeps it.
 *
 * <p>Two that want the last place of a subject at the same moment cannot both get it: a store keeps what counts for one
 * subject together, under one lock or one version, and whoever finds that it changed since it was read reads and judges anew.
 */
public interface CapStore {

    /**
     * Takes places, all in one transaction. Returns for each, in order, what holds it; empty when the place was taken.
     *
     * <p><b>L1</b> A place is taken only when all caps of the request let the message pass beside every other place of the
     * subject, those taken earlier in the same call included; else nothing changes for it. <b>L2</b> The place is taken as of the
     * present, to the next microsecond, and never before one that the subject has already: clocks of nodes differ. <b>L3</b> A
     * message that has a place, by its key, takes it anew, judged beside the others, and does not count twice. One that is held
     * keeps the place that it had. <b>L4</b> What is older than the caps of the requests reach is forgotten when the subject's
     * places are written.
     */
    List<Optional<CapHold>> take(List<CapRequest> requests);

    /**
     * Gives places back whose messages were certainly not handed off. <b>L5</b> A place that was taken anew under another fence, or
     * that is not there, is left alone. {@link Settlement#givesBack} does it together with the settlement.
     */
    void giveBack(List<CapPlace> places);

    /**
     * Forgets subjects all of whose places count for nothing before an instant, in one short transaction; at most {@code limit}
     * subjects are looked at. Returns where to go on; empty when all were looked at. <b>L6</b> Nobody can tell by the answers of
     * {@link #take}.
     */
    Optional<String> purge(PurgeRequest request);
}
