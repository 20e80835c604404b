package io.enrollment.spi;

import io.enrollment.plan.Organization;
import io.enrollment.subject.OrganizationId;
import java.util.Optional;

/** Where the host keeps its organizations; called often, so answers should come from memory. */
@FunctionalInterface
public interface OrganizationDirectory {

    /** The organization with this id. */
    Optional<Organization> find(OrganizationId id);

    /** A directory of one. */
    static OrganizationDirectory of(Organization organization) {
        return id -> id.equals(organization.id()) ? Optional.of(organization) : Optional.empty();
    }
}
