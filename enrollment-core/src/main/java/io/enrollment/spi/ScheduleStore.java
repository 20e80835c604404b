package io.enrollment.spi;

import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far the run schedules of plans were looked at. There is at most one mark for each organization and plan. */
public interface ScheduleStore {

    /** The mark of one plan. */
    Optional<ScheduleMark> find(OrganizationId organization, PlanId plan);

    /**
     * Moves a mark on. <b>C1</b> It is stored when the stored one equals {@code before} (empty: when there is none), and else
     * nothing changes; of many at once that begin at the same one, all but equal ones are told so. <b>C2</b> A call that is
     * repeated says the same: when {@code after} is stored already, it reports true.
     */
    boolean move(Optional<ScheduleMark> before, ScheduleMark after);

    /** Marks of any organization that are to be looked at by this instant, the earliest first. */
    List<ScheduleMark> due(Instant now, int limit);

    /** When the mark that is due first is due; empty when none is. */
    Optional<Instant> earliest();
}
