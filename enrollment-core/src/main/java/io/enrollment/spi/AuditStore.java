package io.enrollment.spi;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.PlanId;
import io.enrollment.report.Counter;
import io.enrollment.report.StoredEnrollment;
import io.enrollment.subject.OrganizationId;
import java.util.Map;
import java.util.Optional;

/** What is stored, as it is stored, so that it can be compared and put right. The state and its log are what is believed. */
public interface AuditStore {

    /** Every enrollment of an organization, removed ones included, by id. */
    Page<StoredEnrollment> records(OrganizationId organization, PageRequest page);

    /** One enrollment; empty for an unknown one. */
    Optional<StoredEnrollment> record(OrganizationId organization, EnrollmentId enrollment);

    /**
     * Makes what is kept beside the state of an enrollment agree with it: its row in the queue, its place, what lists go by.
     *
     * <p><b>A1</b> Nothing happens to an enrollment that has changed since {@code seen}. <b>A2</b> A claim that stands keeps
     * its right to settle. <b>A3</b> A place that another one holds is left with it.
     *
     * @return whether it was still as it was seen
     */
    boolean realign(OrganizationId organization, StoredEnrollment seen);

    /** Adds to the counts of a plan. */
    void correct(OrganizationId organization, PlanId plan, Map<Counter, Long> by);
}
