package io.enrollment.examples.cli;

import io.enrollment.imports.Moments;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name the plan and the organization. */
final class PlanOptions {

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan in its JSON form.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path plan;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The organization's time zone, such as America/Toronto (default: UTC).")
    private Optional<ZoneId> zone = Optional.empty();

    @Option(
            names = "--organization",
            paramLabel = "FILE",
            description =
                    "The organization in its JSON form: zone, legalZone, country, identification, unsubscribe, casl,"
                            + " businessCalendar (default: one that declares what the law asks for, with systems in a country that"
                            + " is not known, which counts as Canada). --zone wins over its zone.")
    private Optional<Path> organizationFile = Optional.empty();

    private Optional<Organization> organization = Optional.empty();

    @Option(
            names = "--event-key",
            paramLabel = "KEY",
            description = "The event that causes the enrollments (default: the plan's event key attribute of each"
                    + " subject, else one constant key).")
    private Optional<String> eventKey = Optional.empty();

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            description = "Why the subjects enter: ${COMPLETION-CANDIDATES} (default: DEFAULT).",
            defaultValue = "DEFAULT")
    private EntryPurpose purpose = EntryPurpose.DEFAULT;

    /** Reads the plan, and says what may not be as its author thinks. */
    Plan plan(Ui ui) {
        Plan read = PlanFile.read(plan);
        PlanFile.validate(plan.toString(), read, PlanContext.lenient(organization()), ui);
        return read;
    }

    /** The name of the file, for messages. */
    String planName() {
        return plan.toString();
    }

    EntryPurpose purpose() {
        return purpose;
    }

    /** The organization of the command line, read once. */
    Organization organization() {
        if (organization.isEmpty()) {
            Organization read = organizationFile.map(OrganizationFile::read).orElseGet(OrganizationFile::example);
            organization = Optional.of(
                    zone.map(named -> OrganizationFile.in(named, read)).orElse(read));
        }
        return organization.get();
    }

    /** The zone of dates without one: the organization's. */
    ZoneId zoneOrUtc() {
        return organization().zoneOrUtc();
    }

    /** A point in time that an option names; dates are read in the organization's zone. */
    Instant moment(String option, String text) {
        return Moments.parse(text, zoneOrUtc())
                .orElseThrow(() -> new RefusedException(option + ": \"" + text + "\" must " + Moments.RULE));
    }

    /** The event key that the command line names. */
    Optional<EventKey> eventKey() {
        try {
            return eventKey.map(EventKey::of);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--event-key: " + e.getMessage(), e);
        }
    }
}
