package io.enrollment.engine;

import io.enrollment.subject.OrganizationId;

/** Makes the door of one organization to a world. */
@FunctionalInterface
interface EnrollmentsFactory {

    Enrollments of(OrganizationId organization, World world);
}
