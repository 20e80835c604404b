package io.enrollment.examples.cli;

import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.imports.SubjectList;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.simulation.Simulation;
import io.enrollment.simulation.SimulationRequest;
import io.enrollment.simulation.Simulator;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a plan for a list of subjects on a virtual clock. */
@Command(
        name = "simulate",
        description = {
            "Enrolls every subject of a list at --from, with all checks, and runs the plan on a virtual clock up to"
                    + " --until: who gets what, when, and why not. Nothing is sent and nothing is stored; the decisions"
                    + " are those of a real run."
        },
        mixinStandardHelpOptions = true,
        footer = {
            HelpTexts.COLUMNS,
            HelpTexts.OTHER_LISTS,
            "@|bold Result|@, by subject in the order of the file, then in the order of events; with --format jsonl",
            "one object a line for each step that was carried out or skipped:",
            "  {\"subject\":…,\"step\":…,\"channel\":\"EMAIL|TEXT\"|null,\"dueAt\":…,\"localTime\":…,\"zone\":…,",
            "   \"outcome\":…,\"reason\":…|null,\"derivation\":[…]}",
            "Outcomes: SENT, ACTED, WAITED, BRANCHED, PASSED_BY, SKIPPED, STEP_FAILED. A subject that was not",
            "enrolled has one line with the step null, the outcome NOT_ENROLLED and the reason; how many",
            "there are is said on standard error.",
            HelpTexts.ENDING
        })
final class SimulateCommand implements Callable<Integer> {

    @Mixin
    private final PlanOptions planOptions = new PlanOptions();

    @Mixin
    private final SubjectOptions subjectOptions = new SubjectOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "INSTANT",
            description =
                    "When the subjects are enrolled, such as 2026-03-02T14:00:00Z. A date means its start in --zone.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String from;

    @Option(
            names = "--until",
            required = true,
            paramLabel = "INSTANT",
            description = "Up to when the plan runs, inclusive.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String until;

    @Option(
            names = "--format",
            defaultValue = "TABLE",
            paramLabel = "FORMAT",
            description = "table (default) or jsonl.")
    private Format format = Format.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Ui ui = Ui.of(spec.commandLine());
        Instant start = planOptions.moment("--from", from);
        Instant end = planOptions.moment("--until", until);
        if (end.isBefore(start)) {
            throw new RefusedException("--until: \"" + until + "\" must not be before --from");
        }
        Plan plan = planOptions.plan(ui);
        SubjectList list = subjectOptions.read(planOptions.zoneOrUtc(), ui);
        EventKeyFields.check(plan, list.subjects());
        SimulationProgress progress = new SimulationProgress(ui, list.subjects().size());
        Simulation simulation = simulate(plan, list, start, end, progress);
        progress.done();
        new SimulationOutput(ui).print(simulation, format);
        return 0;
    }

    private Simulation simulate(Plan plan, SubjectList list, Instant start, Instant end, SimulationProgress progress) {
        SimulationRequest request = SimulationRequest.builder()
                .plan(plan)
                .organization(planOptions.organization())
                .subjects(list.subjects())
                .history(history(list))
                .eventKey(planOptions.eventKey())
                .purpose(planOptions.purpose())
                .startAt(start)
                .endAt(end)
                .build();
        try {
            return Simulator.run(request, progress);
        } catch (PlanInvalidException e) {
            throw PlanFile.refusal(planOptions.planName(), e);
        }
    }

    private static Map<SubjectId, SubjectHistory> history(SubjectList list) {
        Map<SubjectId, SubjectHistory> history = new HashMap<>();
        for (Subject subject : list.subjects()) {
            history.put(subject.id(), list.history(subject.id()));
        }
        return history;
    }
}
