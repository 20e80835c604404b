package io.enrollment.examples.cli;

import io.enrollment.imports.InputException;
import io.enrollment.imports.SubjectList;
import io.enrollment.imports.SubjectListReader;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name the lists. */
final class SubjectOptions {

    @Option(
            names = "--subjects",
            required = true,
            paramLabel = "FILE",
            description = {
                "Who is judged: CSV (RFC 4180, UTF-8, with a header; semicolons or tabs will do for commas) or JSON Lines"
                        + " (one flat object a line). The ending"
                        + " .jsonl, .ndjson or .json means JSON Lines; else the first character tells."
            })
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path subjects;

    @Option(
            names = "--consents",
            paramLabel = "FILE",
            description = "CSV of consents; see below. Without it nobody has given any.")
    private Optional<Path> consents = Optional.empty();

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "CSV of earlier enrollments; see below. Without it there are none.")
    private Optional<Path> history = Optional.empty();

    @Option(
            names = "--lenient",
            description = "Passes over bad rows and counts them on standard error, instead of refusing the file.")
    private boolean lenient;

    /** Reads the lists whole, and says what was noticed. */
    SubjectList read(ZoneId zone, Ui ui) {
        SubjectList list = new SubjectListReader(zone, lenient).read(subjects, consents, history);
        tell(list, subjects, ui);
        return list;
    }

    /** Says what was noticed in a list that was read. */
    static void tell(SubjectList list, Path subjects, Ui ui) {
        list.notes().forEach(note -> ui.note("note: " + note));
        for (InputException skipped : list.skipped().first()) {
            ui.note("skipped: " + skipped.getMessage());
        }
        if (list.skipped().count() > 0) {
            ui.note("note: " + list.skipped().count() + " bad rows were skipped");
        }
        if (list.strangers() > 0) {
            ui.note("note: " + list.strangers()
                    + " rows of the consent and history files name subjects that are not in " + subjects);
        }
    }
}
