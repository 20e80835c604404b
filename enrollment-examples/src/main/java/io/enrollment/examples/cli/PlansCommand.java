package io.enrollment.examples.cli;

import io.enrollment.engine.Enrollments;
import io.enrollment.engine.MigrationRequest;
import io.enrollment.engine.MigrationSummary;
import io.enrollment.engine.OnArchive;
import io.enrollment.engine.PlanLife;
import io.enrollment.enrollment.MigrationOptions;
import io.enrollment.imports.InputException;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanFault;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.StepStatistics;
import io.enrollment.spi.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    private static final Duration UNDO_WINDOW = Duration.ofDays(7);

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
            TextTable table = new TextTable(
                    "PLAN",
                    "VERSION",
                    "FOR",
                    "STEPS",
                    "PUBLISHED",
                    "TOTAL",
                    "ACTIVE",
                    "PAUSED",
                    "NEXT RUN",
                    "STANDS STILL",
                    "NAME");
            desk.enrollments().plans().forEach(version -> table.add(row(desk, version)));
            table.print(ui());
        }
        return 0;
    }

    private static Object[] row(Desk desk, PlanVersion version) {
        PlanCounts counts = desk.enrollments().reports().counts(version.id());
        return new Object[] {
            version.id(),
            version.version(),
            version.plan().subjectType(),
            version.plan().steps().size(),
            RowsTable.minute(version.publishedAt()),
            counts.total(),
            counts.active(),
            counts.paused(),
            desk.enrollments()
                    .planLife()
                    .nextRun(version.id())
                    .map(RowsTable::minute)
                    .orElse("–"),
            PausedTexts.of(desk.enrollments().pauses().of(version.id())),
            version.plan().name()
        };
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
                    new TreeMap<>(step.logged()).toString().replaceAll("[{}]", "")));
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
                    List<Path> files,
            @Option(
                            names = "--templates",
                            paramLabel = "DIR",
                            description =
                                    "A folder with the plans' templates (NAME.mustache), beside those in the jar; the quickstart"
                                            + " that is to send them takes it as --plans.")
                    Optional<Path> templates) {
        templates.filter(dir -> !Files.isDirectory(dir)).ifPresent(dir -> {
            throw InputException.file(dir.toString(), "be a folder that exists");
        });
        List<Plan> plans = files.stream().map(PlanFile::read).toList();
        try (Desk desk = Desk.open(options, templates)) {
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

    @Command(
            name = "archive",
            description =
                    "Archives a plan: nobody is enrolled in it any more. Those who are in it finish, unless --stop.",
            mixinStandardHelpOptions = true)
    int archive(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "PLAN", description = "Its id.") String plan,
            @Option(names = "--stop", description = "Stops those who are in it.") boolean stop,
            @Option(names = "--undo", description = "Takes the plan out of the archive.") boolean undo) {
        PlanId id = PlanId.of(plan);
        try (Desk desk = Desk.open(options)) {
            if (undo) {
                refusing(() -> {
                    desk.enrollments().planLife().unarchive(id);
                    return id;
                });
                ui().print(id + "  not archived");
            } else {
                OnArchive running = stop ? OnArchive.STOP_RUNNING : OnArchive.FINISH_RUNNING;
                long stopped = refusing(() -> desk.enrollments().planLife().archive(id, running, options.by()));
                ui().print(id + "  archived, " + stopped + " stopped");
            }
        }
        return 0;
    }

    @Command(
            name = "pause",
            description =
                    "Pauses a plan: nothing of it is carried out, and the time of those who are in it stands still.",
            mixinStandardHelpOptions = true)
    int pause(@Mixin DeskOptions options, @Parameters(paramLabel = "PLAN", description = "Its id.") String plan) {
        try (Desk desk = Desk.open(options)) {
            long paused = refusing(() -> desk.enrollments().pauses().pausePlan(PlanId.of(plan), options.by()));
            ui().print(plan + "  paused, " + paused + " enrollments changed");
        }
        return 0;
    }

    @Command(
            name = "resume",
            description =
                    "Ends the pause of a plan, whatever it was paused for; those who are in it go on by its onResume.",
            mixinStandardHelpOptions = true)
    int resume(@Mixin DeskOptions options, @Parameters(paramLabel = "PLAN", description = "Its id.") String plan) {
        try (Desk desk = Desk.open(options)) {
            long resumed = refusing(() -> desk.enrollments().pauses().resumePlan(PlanId.of(plan), options.by()));
            ui().print(plan + "  not paused, " + resumed + " enrollments changed");
        }
        return 0;
    }

    @Command(
            name = "migrate",
            description = {
                "Moves running enrollments to another version of their plan. Shows what that does; --apply does it. A step that"
                        + " was carried out is never carried out again, and the time already waited counts."
            },
            mixinStandardHelpOptions = true)
    int migrate(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "PLAN", description = "Its id.") String plan,
            @Option(names = "--to", required = true, paramLabel = "VERSION", description = "The version to move to.")
                    int to,
            @Option(names = "--from", paramLabel = "VERSION", description = "Only those on this version.")
                    Optional<Integer> from,
            @Option(
                            names = "--map",
                            paramLabel = "OLD=NEW",
                            description = "A step that is called otherwise in the other version; may be repeated.")
                    @Nullable
                    Map<String, String> mapping,
            @Option(names = "--send-inserted", description = "Carries out steps that were inserted before a position.")
                    boolean inserted,
            @Option(names = "--apply", description = "Does it.") boolean apply,
            @Option(names = "--undo", description = "Takes it back where nothing happened since, within 7 days.")
                    boolean undo) {
        Map<StepKey, StepKey> keys = new HashMap<>();
        if (mapping != null) {
            mapping.forEach((before, after) -> keys.put(StepKey.of(before), StepKey.of(after)));
        }
        try (Desk desk = Desk.open(options)) {
            PlanLife life = desk.enrollments().planLife();
            MigrationSummary summary = refusing(() -> {
                MigrationRequest request =
                        new MigrationRequest(PlanId.of(plan), to, from, new MigrationOptions(keys, inserted));
                if (undo) {
                    int back = from.orElseThrow(() -> new IllegalArgumentException("--undo needs --from"));
                    return life.undoMigration(request.plan(), back, to, UNDO_WINDOW, options.by());
                }
                return apply ? life.migrate(request, options.by()) : life.previewMigration(request);
            });
            show(summary, apply || undo);
        }
        return 0;
    }

    private void show(MigrationSummary summary, boolean done) {
        ui().print(summary.moved() + (done ? " moved, " : " would be moved, ") + summary.dueChanged()
                + " due at another time, " + summary.ended() + " ended");
        ui().print("newly sent      " + new TreeMap<>(summary.newlySent()));
        ui().print("no longer sent  " + new TreeMap<>(summary.noLongerSent()));
        new TreeMap<>(summary.refused()).forEach((why, count) -> ui().print("not moved       " + count + ": " + why));
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
