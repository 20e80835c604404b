package io.enrollment.plan;

import static io.enrollment.internal.Require.shown;

import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.calendar.SendWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What publishing asks of the steps of a plan. */
final class StepValidator {

    /**
     * The classes to which the form of commercial messages does not apply: those that are wholly outside the prohibition,
     * CASL s.6(5) and SOR/2013-221 s.3, and those that are not commercial.
     */
    static final Set<MessageClass> WITHOUT_FORM = EnumSet.of(
            MessageClass.PERSONAL,
            MessageClass.INQUIRY_TO_BUSINESS,
            MessageClass.INTERNAL,
            MessageClass.RESPONSE,
            MessageClass.LEGAL_NOTICE,
            MessageClass.PLATFORM,
            MessageClass.SECURE_ACCOUNT,
            MessageClass.CHARITY_FUNDRAISING,
            MessageClass.POLITICAL,
            MessageClass.NOT_COMMERCIAL);

    private final Plan plan;
    private final PlanContext context;
    private final PlanGraph graph;
    private final List<PlanFault> faults = new ArrayList<>();

    StepValidator(Plan plan, PlanContext context) {
        this.plan = plan;
        this.context = context;
        this.graph = new PlanGraph(plan);
    }

    List<PlanFault> validate() {
        BitSet reachable = graph.reachable();
        int firstInForm = firstCommercial();
        for (int at = 0; at < plan.steps().size(); at++) {
            Step step = plan.steps().get(at);
            String path = "steps[" + at + "]";
            key(step, at, path);
            ways(step, at, path);
            reached(step, path, reachable.get(at));
            times(step, path);
            if (context.toRun()) {
                surroundings(step, path);
            }
            if (context.toRun() && at == firstInForm) {
                form(path);
            }
        }
        return faults;
    }

    private void key(Step step, int at, String path) {
        graph.place(step.key())
                .filter(first -> first < at)
                .ifPresent(first -> error(
                        path + ".key", "DUPLICATE_KEY", shown(step.key()) + " is the key of steps[" + first + "]"));
    }

    private void ways(Step step, int at, String path) {
        PlanGraph.jumps(step).forEach(jump -> way(jump, at, path + "." + jump.path()));
        if (step instanceof Step.Branch branch && branch.otherwise().isEmpty()) {
            error(path + ".otherwise", "BRANCH_WITHOUT_DEFAULT", "a branch needs a way for when no condition holds");
        }
        if (!PlanGraph.goesOn(step) && step.settings().next().isPresent()) {
            warning(path + ".next", "UNUSED_NEXT", "this step does not go on with one next step");
        }
    }

    private void way(PlanGraph.Jump jump, int at, String path) {
        Optional<Integer> target = graph.place(jump.key());
        if (target.isEmpty()) {
            error(path, "UNKNOWN_TARGET", "no step has the key " + shown(jump.key()));
        } else if (target.get() == at) {
            error(path, "BACKWARD_JUMP", shown(jump.key()) + " is this very step, so the plan would never end");
        } else if (target.get() < at) {
            error(path, "BACKWARD_JUMP", shown(jump.key()) + " comes before this step, so the plan might never end");
        }
    }

    /** Goals and exits with a condition do their work without being reached: they are watched before every hand-off. */
    private void reached(Step step, String path, boolean isReachable) {
        boolean isWatched = step instanceof Step.Goal
                || (step instanceof Step.Exit exit && exit.when().isPresent());
        if (!isReachable && !isWatched) {
            error(path, "UNREACHABLE_STEP", "no way leads to " + shown(step.key()));
        }
    }

    private void times(Step step, String path) {
        StepSettings settings = step.settings();
        settings.zone().flatMap(PlanValidator::fixed).ifPresent(zone -> warning(path + ".zone", "FIXED_OFFSET", zone));
        if (step instanceof Step.Wait && !settings.timing().equals(Timing.immediately())) {
            warning(
                    path,
                    "UNUSED_TIMING",
                    "a wait says itself how long it lasts; after and afterStart do nothing here");
        }
        if (step instanceof Step.Personal personal
                && personal.skipOverdue()
                && personal.dueWithin().isEmpty()) {
            warning(
                    path + ".skipOverdue",
                    "UNUSED_SKIP",
                    "what may stay open for ever is never overdue; say dueWithin");
        }
        SendWindow window = settings.window().or(plan::window).orElse(SendWindow.always());
        neverOpens(step, window).ifPresent(why -> error(path + ".window", "WINDOW_NEVER_OPENS", why));
    }

    private Optional<String> neverOpens(Step step, SendWindow window) {
        boolean isOwn = step.settings().window().isPresent();
        if (window.neverOpens()) {
            return isOwn ? Optional.of("no week has a moment in " + window) : Optional.empty();
        }
        if (step.settings().businessDaysOnly() && isClosedOnBusinessDays(window)) {
            return Optional.of(window + " has no moment on a business day");
        }
        boolean isQuiet = step instanceof Step.Text text && text.message().quietHours();
        return isQuiet && window.and(context.textHours()).neverOpens()
                ? Optional.of(window + " lies within everybody's quiet hours, open is " + context.textHours())
                : Optional.empty();
    }

    private boolean isClosedOnBusinessDays(SendWindow window) {
        Set<DayOfWeek> weekend = context.organization().businessCalendar().weekend();
        BusinessCalendar weekdays = BusinessCalendar.of(weekend, Set.of());
        return window.nextOpening(Instant.EPOCH, ZoneOffset.UTC, weekdays).isEmpty();
    }

    private void surroundings(Step step, String path) {
        if (step instanceof Step.Message message) {
            message(message, path);
        } else if (step instanceof Step.Action action && !context.actions().contains(action.action())) {
            error(path + ".action", "UNKNOWN_ACTION", "no action is registered as " + shown(action.action()));
        }
    }

    private void message(Step.Message message, String path) {
        if (!context.channels().contains(message.channel())) {
            error(path + ".kind", "NO_CHANNEL", "no adapter is registered for the channel " + message.channel());
        }
        if (context.templateExists().isPresent()
                && !context.templateExists().get().test(message)) {
            String template = message.message().template();
            error(path + ".template", "MISSING_TEMPLATE", "there is no template " + shown(template));
        }
    }

    /** The place of the first message whose form the law prescribes; -1 when there is none. */
    private int firstCommercial() {
        for (int at = 0; at < plan.steps().size(); at++) {
            if (plan.steps().get(at) instanceof Step.Message message
                    && !WITHOUT_FORM.contains(message.message().messageClass())) {
                return at;
            }
        }
        return -1;
    }

    /** What a commercial message must say, CASL s.6(2); reported once, at the first one. */
    private void form(String path) {
        if (context.organization().identification().isEmpty()) {
            error(
                    path + ".messageClass",
                    "NO_IDENTIFICATION",
                    "a commercial message must say who sends it (CASL s.6(2)(a)), and the organization declares nobody");
        }
        if (context.organization().unsubscribe().isEmpty()) {
            error(
                    path + ".messageClass",
                    "NO_UNSUBSCRIBE",
                    "a commercial message must offer an unsubscribe (CASL s.6(2)(c)), and the organization declares none");
        }
    }

    private void error(String path, String code, String message) {
        faults.add(PlanFault.error(path, code, message));
    }

    private void warning(String path, String code, String message) {
        faults.add(PlanFault.warning(path, code, message));
    }
}
