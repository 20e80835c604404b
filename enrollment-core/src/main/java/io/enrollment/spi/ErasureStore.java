package io.enrollment.spi;

import io.enrollment.subject.OrganizationId;
import java.util.Collection;
import java.util.Set;

/**
 * Erasing subjects, and recognizing those that were erased.
 *
 * <p><b>D1</b> After an erasure neither the id nor the display name of the subject, nor a fact that a check or a provider
 * gave of it, is in any table; what happened, when and how often stays, and so do the counts. <b>D2</b> All of it happens in
 * one transaction, or nothing. <b>D3</b> A subject with an enrollment that has not ended is not erased. <b>D4</b> The hashes
 * are remembered for good, and are all that is. <b>D5</b> An event that an enrollment was told of before is still known as told.
 */
public interface ErasureStore {

    /**
     * Erases a subject.
     *
     * @return whether it was done; false when an enrollment of it has not ended
     */
    boolean erase(Erasure erasure);

    /** Which of these hashes belong to erased subjects. */
    Set<String> erased(OrganizationId organization, Collection<String> hashes);
}
