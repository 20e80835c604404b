package io.enrollment.plan;

import static io.enrollment.internal.Require.shown;

import io.enrollment.calendar.SendWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What publishing asks of a plan. A plan without an error can be run, and comes to its end whatever its conditions say:
 * every way leads forward.
 */
public final class PlanValidator {

    private static final Duration LONG_GAP = Duration.ofDays(366);

    private final Plan plan;
    private final PlanContext context;
    private final List<PlanFault> faults = new ArrayList<>();

    private PlanValidator(Plan plan, PlanContext context) {
        this.plan = plan;
        this.context = context;
    }

    /** Every fault of a plan, of the plan as a whole first, then those of its steps in their order. */
    public static List<PlanFault> validate(Plan plan, PlanContext context) {
        return new PlanValidator(plan, context).validate();
    }

    /**
     * Refuses a plan with an error.
     *
     * @throws PlanInvalidException with every fault, warnings included
     */
    public static void require(Plan plan, PlanContext context) {
        List<PlanFault> faults = validate(plan, context);
        if (faults.stream().anyMatch(PlanFault::isError)) {
            throw new PlanInvalidException(faults);
        }
    }

    private List<PlanFault> validate() {
        dates();
        audience();
        runs();
        requiredChannels();
        rhythm();
        plan.window()
                .filter(SendWindow::neverOpens)
                .ifPresent(window -> error("window", "WINDOW_NEVER_OPENS", "no week has a moment in " + window));
        faults.addAll(new StepValidator(plan, context).validate());
        return List.copyOf(faults);
    }

    private void dates() {
        plan.zone().flatMap(PlanValidator::fixed).ifPresent(zone -> warning("zone", "FIXED_OFFSET", zone));
        plan.startDate()
                .flatMap(start -> plan.endDate().filter(end -> !end.isAfter(start)))
                .ifPresent(end -> error(
                        "endDate",
                        "END_NOT_AFTER_START",
                        "the plan is deactivated on " + end + ", before it starts or as soon as it does"));
    }

    /** What is wrong with a zone that does not know when the clocks change. */
    static Optional<String> fixed(ZoneId zone) {
        boolean isFixed = zone instanceof ZoneOffset && !zone.equals(ZoneOffset.UTC);
        return isFixed
                ? Optional.of(shown(zone) + " is an offset that never changes; a place like America/Toronto has its"
                        + " daylight saving")
                : Optional.empty();
    }

    private void audience() {
        unique(
                "audience",
                "key",
                plan.audience().stream().map(AudienceQuery::key).toList());
        unique(
                "exclusions",
                "name",
                plan.exclusions().stream().map(Exclusion::name).toList());
        unique(
                "dispositions",
                "name",
                plan.dispositions().stream().map(Disposition::name).toList());
        if (plan.enforceCriteria() && plan.criteria().isEmpty()) {
            warning("enforceCriteria", "NO_CRITERIA", "there are no criteria to enforce");
        }
    }

    private void runs() {
        plan.runSchedule()
                .flatMap(schedule ->
                        schedule.neverFires(plan, context.organization().zoneOrUtc()))
                .ifPresent(why -> error("runSchedule", "SCHEDULE_NEVER_FIRES", why));
        if (plan.runSchedule().isPresent() && plan.audience().isEmpty()) {
            error("runSchedule", "SCHEDULE_WITHOUT_AUDIENCE", "there is no audience query that a run could process");
        }
    }

    private void unique(String list, String name, List<String> values) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (!seen.add(values.get(i))) {
                String path = list + "[" + i + "]." + name;
                error(path, "DUPLICATE_NAME", shown(values.get(i)) + " is the " + name + " of an earlier one");
            }
        }
    }

    private void requiredChannels() {
        plan.requiredChannels().stream()
                .filter(channel -> !plan.messageChannels().contains(channel))
                .sorted()
                .forEach(channel -> warning(
                        "requiredChannels",
                        "UNUSED_CHANNEL",
                        channel + " is required, so subjects without it are refused, but no step sends on it"));
    }

    private void rhythm() {
        if (plan.minimumGap().compareTo(LONG_GAP) > 0) {
            warning("minimumGap", "LONG_GAP", plan.minimumGap() + " between two messages is more than a year");
        }
        int touches = PlanReach.worstTouchesPerWeek(plan);
        if (touches > context.touchesPerWeek()) {
            warning(
                    "steps",
                    "MANY_TOUCHES",
                    "in the worst case " + touches + " messages within a week, more than " + context.touchesPerWeek());
        }
    }

    private void error(String path, String code, String message) {
        faults.add(PlanFault.error(path, code, message));
    }

    private void warning(String path, String code, String message) {
        faults.add(PlanFault.warning(path, code, message));
    }
}
