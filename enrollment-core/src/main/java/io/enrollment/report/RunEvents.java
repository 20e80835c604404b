package io.enrollment.report;

import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.eligibility.Reasons;
import io.enrollment.report.RunEvent.Group;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what happened in a run, out of what is kept of it. Pure and thread-safe. */
public final class RunEvents {

    private final EnrollerRun run;
    private final List<RunEvent> events = new ArrayList<>();

    private RunEvents(EnrollerRun run) {
        this.run = run;
    }

    /** The events of a run, by group. */
    public static List<RunEvent> of(EnrollerRun run) {
        RunEvents told = new RunEvents(run);
        told.main();
        run.queries().forEach(told::query);
        told.found();
        told.validation();
        told.enrolled();
        return List.copyOf(told.events);
    }

    private void main() {
        String why = run.reason().isEmpty() ? "" : ": " + run.reason();
        add(Group.MAIN, Optional.of(run.createdAt()), "asked for by " + run.actor() + ", " + run.purpose() + why);
        run.awaits().ifPresent(what -> add(Group.MAIN, Optional.empty(), "waits for a confirmation: " + what));
        run.confirmedBy().ifPresent(who -> add(Group.MAIN, Optional.empty(), "confirmed by " + who));
        run.startedAt().ifPresent(at -> add(Group.MAIN, Optional.of(at), "begun"));
        run.message()
                .filter(message -> !run.status().isTerminal())
                .ifPresent(message -> add(Group.MAIN, Optional.empty(), "is tried again: " + message));
        String said = run.message().map(message -> ": " + message).orElse("");
        run.completedAt().ifPresent(at -> add(Group.MAIN, Optional.of(at), run.status() + said));
    }

    private void query(QueryProgress query) {
        String name = query.key() + " (" + query.order() + ")";
        query.startedAt().ifPresent(at -> add(Group.CRITERIONS, Optional.of(at), name + " begun"));
        query.completedAt()
                .filter(at -> query.startedAt().isPresent())
                .ifPresent(at ->
                        add(Group.CRITERIONS, Optional.of(at), name + " " + query.status() + ": " + counts(query)));
        query.message()
                .ifPresent(message -> add(
                        Group.CRITERIONS,
                        Optional.empty(),
                        name + " failed " + times(query.attempts()) + ": " + message));
    }

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }

    private static String counts(QueryProgress query) {
        return "found " + Numbers.of(query.found()) + ", " + Numbers.of(query.duplicates()) + " of them before, in "
                + Numbers.of(query.took());
    }

    private void found() {
        if (run.found() > 0) {
            add(Group.ENROLLER_RUN_CUSTOMERS, Optional.empty(), Numbers.of(run.found()) + " found");
        }
        if (run.duplicates() > 0) {
            add(
                    Group.ENROLLER_RUN_CUSTOMERS,
                    Optional.empty(),
                    Numbers.of(run.duplicates()) + " found by more than one query (DUPLICATE_IN_RUN)");
        }
    }

    private void validation() {
        for (Funnel.Stage stage : run.funnel().stages()) {
            if (stage.stage() != FunnelStage.SUCCESS && stage.in() > 0) {
                add(
                        Group.CUSTOMER_VALIDATION,
                        Optional.empty(),
                        Stages.label(stage.stage()) + ": " + Numbers.of(stage.out()) + " of " + Numbers.of(stage.in()));
            }
            stage.rejections()
                    .forEach((reason, n) -> add(Group.CUSTOMER_VALIDATION, Optional.empty(), left(reason, n)));
        }
    }

    /** Nobody was rejected who is only not enrolled by a run that enrolls nobody. */
    private String left(String reason, long count) {
        return reason.equals(Reasons.NOT_ENROLLED)
                ? Numbers.of(count) + " pending: a run for " + run.purpose() + " enrolls nobody"
                : Numbers.of(count) + " rejected: " + reason;
    }

    private void enrolled() {
        if (run.funnel().candidates() > 0 && run.purpose().enrolls()) {
            add(
                    Group.CAMPAIGN_CUSTOMERS,
                    Optional.empty(),
                    Numbers.of(run.funnel().enrolled()) + " enrolled");
        }
        if (run.expired() > 0) {
            add(Group.CAMPAIGN_CUSTOMERS, Optional.empty(), Numbers.of(run.expired()) + " expired: NO_LONGER_MATCHES");
        }
    }

    private void add(Group group, Optional<Instant> at, String text) {
        events.add(new RunEvent(group, at, text));
    }
}
