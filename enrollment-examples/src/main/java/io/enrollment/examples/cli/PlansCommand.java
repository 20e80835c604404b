package io.enrollment.examples.cli;

import io.enrollment.engine.Enrollments;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanFault;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.StepStatistics;
import io.enrollment.spi.NotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a person does with plans. */
@Command(
        name = "plans",
        description = "Looks at the plans in the database of a quickstart, and changes them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "The quickstart must not be running on the same folder.", HelpTexts.ENDING})
final class PlansCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    PlansCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private Ui ui() {
        return Ui.of(spec.commandLine());
    }

    @Command(
            name = "list",
            description = "Lists the newest version of each plan, with its summary as it is kept.",
            mixinStandardHelpOptions = true)
    int list(@Mixin DeskOptions options) {
        try (Desk desk = Desk.open(options)) {
            TextTable table =
                    new TextTable("PLAN", "VERSION", "FOR", "STEPS", "PUBLISHED", "TOTAL", "ACTIVE", "PAUSED", "NAME");
            for (PlanVersion version : desk.enrollments().plans()) {
                PlanCounts counts = desk.enrollments().reports().counts(version.id());
                table.add(
                        version.id(),
                        version.version(),
                        version.plan().subjectType(),
                        version.plan().steps().size(),
                        RowsTable.minute(version.publishedAt()),
                        counts.total(),
                        counts.active(),
                        counts.paused(),
                        version.plan().name());
            }
            table.print(ui());
        }
        return 0;
    }

    @Command(
            name = "show",
            description = "Shows what happened at each step of a plan, over all its versions.",
            mixinStandardHelpOptions = true)
    int show(@Mixin DeskOptions options, @Parameters(paramLabel = "PLAN", description = "Its id.") String plan) {
        try (Desk desk = Desk.open(options)) {
            List<StepStatistics> steps =
                    refusing(() -> desk.enrollments().reports().steps(PlanId.of(plan)));
            TextTable table =
                    new TextTable("STEP", "WAITING", "CARRIED OUT", "SKIPPED", "FAILED", "ALL THAT WAS LOGGED");
            steps.forEach(step -> table.add(
                    step.step(),
                    step.waiting(),
                    step.carriedOut(),
                    step.skipped(),
                    step.failed(),
                    new java.util.TreeMap<>(step.logged()).toString().replaceAll("[{}]", "")));
            table.print(ui());
        }
        return 0;
    }

    @Command(
            name = "publish",
            description = {
                "Publishes plans as their next versions: new enrollments take them, running ones stay on theirs. Content"
                        + " that is published already makes no new version. Nothing is published when one of them has a fault."
            },
            mixinStandardHelpOptions = true)
    int publish(
            @Mixin DeskOptions options,
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "Plans in their JSON form.")
                    List<Path> files) {
        List<Plan> plans = files.stream().map(PlanFile::read).toList();
        try (Desk desk = Desk.open(options)) {
            for (int i = 0; i < plans.size(); i++) {
                check(desk.enrollments(), files.get(i), plans.get(i));
            }
            for (Plan plan : plans) {
                PlanVersion version = desk.enrollments().publish(plan);
                ui().print(version.id() + "  version " + version.version());
            }
        }
        return 0;
    }

    private void check(Enrollments enrollments, Path file, Plan plan) {
        List<PlanFault> faults = enrollments.validate(plan);
        List<PlanFault> errors = faults.stream().filter(PlanFault::isError).toList();
        if (!errors.isEmpty()) {
            throw PlanFile.refusal(file.toString(), new PlanInvalidException(errors));
        }
        faults.forEach(fault -> ui().note("note: " + file + ": " + fault));
    }

    private static <T> T refusing(Supplier<T> work) {
        try {
            return work.get();
        } catch (NotFoundException | IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}
