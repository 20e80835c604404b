package io.enrollment.spi;

import io.enrollment.subject.OrganizationId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The pauses of whole plans and of channels. */
public interface PauseStore {

    /** The pauses of these organizations, in no particular order. <b>H1</b> What was stored before the call is in it, on every node. */
    List<WidePause> of(Collection<OrganizationId> organizations);

    /** At most so many pauses that are PAUSING or LIFTING, of all organizations: work that somebody broke off, or is doing. */
    List<WidePause> unfinished(int limit);

    /**
     * Puts one pause in the place of another one with the same key.
     *
     * <p><b>H2</b> Only if {@code before} is what is stored, by phase and begin; else nothing changes. <b>H3</b> Of several calls with the
     * same {@code before} that store something, at the same moment, one succeeds.
     *
     * @param before what was read; empty for none
     * @param after what is to stand there; empty for none
     * @return whether it stands there now by this call
     */
    boolean replace(Optional<WidePause> before, Optional<WidePause> after);
}
