package io.enrollment.examples.cli;

import io.enrollment.imports.InputException;
import io.enrollment.json.InvalidDocumentException;
import io.enrollment.json.PlanJson;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanContext;
import io.enrollment.plan.PlanFault;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.plan.PlanValidator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a plan from a file. */
final class PlanFile {

    private PlanFile() {}

    static Plan read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw InputException.file(file.toString(), "be a file that exists and can be read");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(file.toString(), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Plan read(String name, InputStream in) throws IOException {
        try {
            return PlanJson.read(in);
        } catch (InvalidDocumentException e) {
            throw refusal(name, e);
        }
    }

    /** Refuses a plan with errors; warnings are said. */
    static void validate(String name, Plan plan, PlanContext context, Ui ui) {
        List<PlanFault> faults = PlanValidator.validate(plan, context);
        List<PlanFault> errors = faults.stream().filter(PlanFault::isError).toList();
        if (!errors.isEmpty()) {
            throw refusal(name, new PlanInvalidException(errors));
        }
        faults.forEach(fault -> ui.note("note: " + name + ": " + fault));
    }

    /** The refusal of a plan, every fault on a line of its own. */
    static RefusedException refusal(String name, IllegalArgumentException e) {
        return new RefusedException(name + ": " + String.valueOf(e.getMessage()).replace("\n", "\n" + name + ": "), e);
    }
}
