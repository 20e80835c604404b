package io.enrollment.engine;

import io.enrollment.subject.OrganizationId;

/** Makes the door of one organization. */
@FunctionalInterface
interface EnrollmentsFactory {

    Enrollments of(OrganizationId organization);
}
