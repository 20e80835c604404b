package io.enrollment.examples.cli;

import io.enrollment.examples.input.InputException;
import io.enrollment.json.InvalidDocumentException;
import io.enrollment.json.PlanJson;
import io.enrollment.plan.Plan;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
            throw new RefusedException(name + ": " + String.valueOf(e.getMessage()).replace("\n", "\n" + name + ": "), e);
        }
    }
}
