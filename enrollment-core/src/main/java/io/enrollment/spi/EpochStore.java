package io.enrollment.spi;

import java.util.Optional;

/**
 * Which installation the stored enrollments belong to, as the host names it: its deployment, its database. A store whose
 * epoch is not the one that the host expects was restored from a backup or cloned, and what it takes for undone may have been
 * done long ago. An epoch is 1 to 100 code points and compared by code point.
 */
public interface EpochStore {

    /** The epoch that is stored; empty when no host ever named one. */
    Optional<String> find();

    /**
     * Stores an epoch unless there is one, and returns the one that is stored then. <b>E1</b> Of many that are established at
     * once, one is stored, and every call returns that one.
     */
    String establish(String epoch);

    /**
     * Puts an epoch in the place of another, and returns whether it is the one that is stored then. <b>E2</b> When another one
     * than {@code expected} is stored, nothing changes. <b>E3</b> Repeating it says the same.
     */
    boolean replace(String expected, String epoch);
}
