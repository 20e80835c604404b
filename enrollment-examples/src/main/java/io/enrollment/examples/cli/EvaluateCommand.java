package io.enrollment.examples.cli;

import io.enrollment.eligibility.Mode;
import io.enrollment.imports.SubjectList;
import io.enrollment.plan.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks subjects against a plan without enrolling anybody. */
@Command(
        name = "evaluate",
        description = "Checks every subject of a list against a plan, without enrolling: every check with its result,"
                + " the reason, the facts it used, and from when on it would pass.",
        mixinStandardHelpOptions = true,
        footer = {
            HelpTexts.COLUMNS,
            HelpTexts.OTHER_LISTS,
            "@|bold Result|@, in the order of the file; with --format jsonl one object a line:",
            "  {\"subject\":…,\"eligible\":true|false,\"reason\":…|null,\"checks\":[{\"check\":…,",
            "   \"result\":\"PASSED|FAILED|NOT_APPLICABLE\",\"reason\":…,\"evidence\":{…},\"earliestPassAt\":…|null}]}",
            "A subject that cannot enter the plan at all (its type, the plan's dates, its criteria) has",
            "a failed check ENTRY in front of the nine. Where time alone does not heal a failure, its",
            "evidence says under wouldPassIf what would have to change.",
            HelpTexts.ENDING
        })
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private final PlanOptions planOptions = new PlanOptions();

    @Mixin
    private final SubjectOptions subjectOptions = new SubjectOptions();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The instant of the judgement, such as 2026-03-02T14:00:00Z (default: now). A date means its"
                    + " start in --zone.")
    private Optional<String> at = Optional.empty();

    @Option(
            names = "--mode",
            defaultValue = "ALL_FAILURES",
            paramLabel = "MODE",
            description = "ALL_FAILURES (default) runs every check, FIRST_FAILURE stops at the first that fails.")
    private Mode mode = Mode.ALL_FAILURES;

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
        Instant now = at.map(text -> planOptions.moment("--at", text)).orElseGet(Instant::now);
        Plan plan = planOptions.plan(ui);
        SubjectList list = subjectOptions.read(planOptions.zoneOrUtc(), ui);
        EventKeyFields.check(plan, list.subjects());
        Evaluator evaluator = new Evaluator(planOptions, plan, now, mode);
        EvaluationOutput output = format == Format.JSONL ? new EvaluationLines(ui) : new EvaluationTable(ui);
        Progress progress = new Progress(ui, "evaluated");
        int done = 0;
        for (var subject : list.subjects()) {
            output.add(subject, evaluator.evaluate(subject, list.history(subject.id())));
            progress.at(++done, list.subjects().size());
        }
        progress.done();
        output.end();
        return 0;
    }
}
