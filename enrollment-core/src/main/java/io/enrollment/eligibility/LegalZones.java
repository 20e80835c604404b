package io.enrollment.eligibility;

import io.enrollment.plan.Organization;
import io.enrollment.subject.Subject;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The zones whose local days count for a consent, by the organization's policy. */
final class LegalZones {

    private LegalZones() {}

    /** At least one, without repetitions. */
    static List<ZoneId> of(CheckInput input) {
        Organization organization = input.organization();
        return switch (organization.casl().legalDay()) {
            case ORGANIZATION -> List.of(organization.legalZoneOrOwn());
            case RECIPIENT -> ofRecipient(input);
            case EVERYWHERE -> everywhere(organization.legalZoneOrOwn(), ofRecipient(input));
        };
    }

    private static List<ZoneId> ofRecipient(CheckInput input) {
        Subject subject = input.subject();
        return input.places().ofRecipient(subject.country(), subject.region(), subject.zone());
    }

    private static List<ZoneId> everywhere(ZoneId own, List<ZoneId> recipients) {
        Set<ZoneId> all = new LinkedHashSet<>();
        all.add(own);
        all.addAll(recipients);
        return List.copyOf(all);
    }
}
