package io.enrollment.examples.cli;

import io.enrollment.engine.AuditReport;
import io.enrollment.engine.CommandResult;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.ResumePreview;
import io.enrollment.engine.UncertainOutcomes;
import io.enrollment.enrollment.Command.By;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.report.EnrollmentRow;
import io.enrollment.report.ExportFormat;
import io.enrollment.report.ExportRequest;
import io.enrollment.report.Finding;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.spi.EnrollmentOrder;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.SubjectId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a person does with enrollments. */
@Command(
        name = "enrollments",
        description = {
            "Looks at the enrollments in the database of a quickstart, and commands them.",
            "Begin with:  quickstart, then:  enrollments list --plan welcome"
        },
        mixinStandardHelpOptions = true,
        subcommands = {CaptureCommand.class, ReplayCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "The quickstart must not be running on the same folder. Nothing is sent by these commands; what they make",
            "due is carried out when the quickstart is started again.",
            HelpTexts.ENDING
        })
final class EnrollmentsCommand implements Runnable {

    /** One command on one enrollment. */
    @FunctionalInterface
    private interface Order {
        CommandResult give(Enrollments enrollments, EnrollmentId id, By by);
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    EnrollmentsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private Ui ui() {
        return Ui.of(spec.commandLine());
    }

    @Command(
            name = "list",
            description = {
                "Lists enrollments of a plan or of a subject, a page at a time: emails and texts as sent/skipped/replied."
            },
            mixinStandardHelpOptions = true)
    int list(
            @Mixin DeskOptions options,
            @Option(names = "--plan", paramLabel = "PLAN", description = "Those of this plan.") Optional<String> plan,
            @Option(names = "--subject", paramLabel = "ID", description = "Those of this subject.")
                    Optional<String> subject,
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            split = ",",
                            description = "Only in these statuses: ${COMPLETION-CANDIDATES}.")
                    @Nullable
                    Set<EnrollmentStatus> statuses,
            @Option(
                            names = "--order",
                            paramLabel = "ORDER",
                            defaultValue = "NEWEST",
                            description = "NEWEST (default), NAME or NEXT_DUE (a whole plan only).")
                    EnrollmentOrder order,
            @Option(names = "--removed", description = "Removed ones too.") boolean removed,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "Rows of a page (default: 50).")
                    int limit,
            @Option(
                            names = "--after",
                            paramLabel = "KEY",
                            description = "The page after the one that ended with this key.")
                    Optional<String> after,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "TABLE", description = "TABLE or JSONL.")
                    Format format) {
        if (plan.isEmpty() && subject.isEmpty()) {
            throw new RefusedException("--plan or --subject must be given");
        }
        try (Desk desk = Desk.open(options)) {
            plan.ifPresent(desk::refuseUnknownPlan);
            Page<EnrollmentRow> page = refusing(() -> desk.enrollments()
                    .reports()
                    .list(
                            of -> which(of, plan, subject)
                                    .statuses(statuses == null ? Set.of() : statuses)
                                    .order(order)
                                    .includeRemoved(removed),
                            new PageRequest(limit, after)));
            RowsTable.print(ui(), format, page.items());
            page.next().ifPresent(key -> ui().note("more: --after '" + key + "'"));
        }
        return 0;
    }

    private static EnrollmentQuery.Builder which(
            EnrollmentQuery.Builder of, Optional<String> plan, Optional<String> subject) {
        return of.plan(plan.map(PlanId::of)).subject(subject.map(SubjectId::of));
    }

    @Command(
            name = "show",
            description = "Shows one enrollment: where it is, why, and what comes next.",
            mixinStandardHelpOptions = true)
    int show(@Mixin DeskOptions options, @Parameters(paramLabel = "ENROLLMENT", description = "Its id.") String id) {
        try (Desk desk = Desk.open(options)) {
            new EnrollmentCard(ui())
                    .print(refusing(() -> desk.enrollments().reports().row(EnrollmentId.of(id))));
        }
        return 0;
    }

    @Command(
            name = "log",
            description = "Shows everything that happened to one enrollment, oldest first.",
            mixinStandardHelpOptions = true)
    int log(@Mixin DeskOptions options, @Parameters(paramLabel = "ENROLLMENT", description = "Its id.") String id) {
        try (Desk desk = Desk.open(options)) {
            Enrollment found = refusing(() -> desk.enrollments().find(EnrollmentId.of(id)));
            new EnrollmentLog(ui(), desk.enrollments()).print(found);
        }
        return 0;
    }

    @Command(
            name = "pause",
            description = "Holds enrollments where they are, until somebody resumes them.",
            mixinStandardHelpOptions = true)
    int pause(
            @Mixin DeskOptions options,
            @Parameters(arity = "1..*", paramLabel = "ENROLLMENT", description = "Their ids.") List<String> ids) {
        return order(options, ids, Enrollments::pause);
    }

    @Command(
            name = "resume",
            description = "Ends the pauses of enrollments; when they are due again is for the plan's policy to say.",
            mixinStandardHelpOptions = true)
    int resume(
            @Mixin DeskOptions options,
            @Option(names = "--preview", description = "Only says when each would be due, and why; changes nothing.")
                    boolean preview,
            @Parameters(arity = "1..*", paramLabel = "ENROLLMENT", description = "Their ids.") List<String> ids) {
        return preview ? previewResume(options, ids) : order(options, ids, Enrollments::resume);
    }

    private int previewResume(DeskOptions options, List<String> ids) {
        try (Desk desk = Desk.open(options)) {
            for (String id : ids) {
                ResumePreview preview = refusing(() -> desk.enrollments().previewResume(EnrollmentId.of(id)));
                preview.skipped().forEach(step -> ui().print(id + "  would skip " + step));
                ui().print(id + "  "
                        + preview.refusal().map(why -> "not possible: " + why).orElseGet(() -> due(preview)));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static String due(ResumePreview preview) {
        return preview.due()
                .map(due -> "would be due " + due.at() + ": " + String.join(" → ", due.derivation()))
                .orElseGet(() -> "would be " + preview.after().status());
    }

    @Command(
            name = "stop",
            description = "Ends enrollments; they stay in the lists, and nothing that was done is undone.",
            mixinStandardHelpOptions = true)
    int stop(
            @Mixin DeskOptions options,
            @Parameters(arity = "1..*", paramLabel = "ENROLLMENT", description = "Their ids.") List<String> ids) {
        return order(options, ids, Enrollments::stop);
    }

    @Command(
            name = "remove",
            description = "Ends enrollments and hides them from the lists; history and event memory stay.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin DeskOptions options,
            @Parameters(arity = "1..*", paramLabel = "ENROLLMENT", description = "Their ids.") List<String> ids) {
        return order(options, ids, Enrollments::remove);
    }

    @Command(
            name = "retry",
            description = "Tries the failed step of enrollments again; only that step.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin DeskOptions options,
            @Parameters(arity = "1..*", paramLabel = "ENROLLMENT", description = "Their ids.") List<String> ids) {
        return order(options, ids, Enrollments::retry);
    }

    /** Gives an order to each; an unknown id is refused before the first one is touched. */
    private int order(DeskOptions options, List<String> ids, Order order) {
        int exitCode = CommandLine.ExitCode.OK;
        try (Desk desk = Desk.open(options)) {
            List<EnrollmentId> known = refusing(() -> ids.stream()
                    .map(id -> desk.enrollments().find(EnrollmentId.of(id)).id())
                    .toList());
            for (EnrollmentId id : known) {
                CommandResult result = order.give(desk.enrollments(), id, options.by());
                if (result.refusal().isPresent()) {
                    ui().note(id + ": not possible: " + result.refusal().get());
                    exitCode = CommandLine.ExitCode.SOFTWARE;
                } else {
                    ui().print(id + "  " + result.enrollment().status() + (result.changed() ? "" : "  (as it was)"));
                }
            }
        }
        return exitCode;
    }

    @Command(
            name = "uncertain",
            description =
                    "Lists the messages of which nobody knows whether they left, newest first, until somebody resolves them.",
            mixinStandardHelpOptions = true)
    int uncertain(
            @Mixin DeskOptions options,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "Rows of a page (default: 50).")
                    int limit,
            @Option(
                            names = "--after",
                            paramLabel = "KEY",
                            description = "The page after the one that ended with this key.")
                    Optional<String> after) {
        try (Desk desk = Desk.open(options)) {
            Page<UncertainOutcome> page =
                    refusing(() -> desk.enrollments().uncertain().list(new PageRequest(limit, after)));
            page.items()
                    .forEach(one ->
                            ui().print(one.enrollment() + "  " + one.step() + "  " + one.plan() + "  " + one.at()));
            page.next().ifPresent(key -> ui().note("more: --after '" + key + "'"));
        }
        return 0;
    }

    @Command(
            name = "resolve",
            description = {
                "Says what became of an uncertain message: an enrollment that it blocks goes on, or tries the step again."
            },
            mixinStandardHelpOptions = true)
    int resolve(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "ENROLLMENT", description = "Its id.") String id,
            @Parameters(paramLabel = "STEP", description = "The step of the message.") String step,
            @Option(names = "--sent", required = true, negatable = true, description = "Whether it was sent.")
                    boolean sent) {
        return order(
                options,
                List.of(id),
                (enrollments, one, by) -> refusing(() -> {
                    UncertainOutcomes uncertain = enrollments.uncertain();
                    StepKey key = StepKey.of(step);
                    return sent ? uncertain.wasSent(one, key, by) : uncertain.wasNotSent(one, key, by);
                }));
    }

    @Command(
            name = "export",
            description = {
                "Writes the list of a plan to a file or to standard output, of any size: CSV (RFC 4180, safe to open in a"
                        + " spreadsheet) or JSON Lines."
            },
            mixinStandardHelpOptions = true)
    int export(
            @Mixin DeskOptions options,
            @Option(names = "--plan", required = true, paramLabel = "PLAN", description = "The plan.") String plan,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            defaultValue = "CSV",
                            description = "CSV (default) or JSON_LINES.")
                    ExportFormat format,
            @Option(names = "--removed", description = "Removed ones too.") boolean removed,
            @Option(names = "--out", paramLabel = "FILE", description = "The file (default: standard output).")
                    Optional<Path> file)
            throws IOException {
        ExportRequest.Builder request = ExportRequest.builder();
        request.plan(PlanId.of(plan))
                .format(format)
                .includeRemoved(removed)
                .requester(options.by().actor());
        try (Desk desk = Desk.open(options);
                OutputStream out = file.isPresent()
                        ? new BufferedOutputStream(Files.newOutputStream(file.get()))
                        : new WriterStream(ui().out())) {
            Progress progress = new Progress(ui(), "export");
            long rows = refusing(() -> write(desk, request.build(), out, progress));
            ui().note(rows + " enrollments" + file.map(to -> " in " + to).orElse(""));
        }
        return 0;
    }

    @Command(
            name = "audit",
            description = {
                "Looks at everything that is stored: that every enrollment that has not ended has exactly one reason to move"
                        + " again and the scheduler knows it, and that queue, places, counters and counts agree with states and"
                        + " logs. Says what --repair would do. Exit code 1 when something is left that is not as it must be."
            },
            mixinStandardHelpOptions = true)
    int audit(
            @Mixin DeskOptions options,
            @Option(names = "--repair", description = "Puts right what can be; the state and its log are believed.")
                    boolean repair) {
        try (Desk desk = Desk.open(options)) {
            AuditReport report =
                    repair ? desk.enrollments().repair() : desk.enrollments().audit();
            for (Finding finding : report.findings()) {
                ui().print(finding.toString());
                ui().print("  " + (repair ? "remedy: " : "--repair would: ")
                        + finding.kind().remedy());
            }
            ui().print(report.enrollments() + " enrollments with " + report.entries() + " log entries: "
                    + (report.isClean() ? "everything is as it must be" : report.found() + " findings")
                    + (repair ? ", " + report.repaired() + " repaired" : ""));
            return report.found() == report.repaired() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static long write(Desk desk, ExportRequest request, OutputStream out, Progress progress) {
        try {
            long expected = desk.enrollments().exports().expected(request);
            return desk.enrollments().exports().write(request, out, rows -> {
                progress.at(rows, expected);
                return true;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            progress.done();
        }
    }

    /** What does not exist, or cannot be asked for, is a refused command line. */
    private static <T> T refusing(Supplier<T> work) {
        try {
            return work.get();
        } catch (NotFoundException | IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}
