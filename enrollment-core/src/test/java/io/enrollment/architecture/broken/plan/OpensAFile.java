package io.enrollment.architecture.broken.plan;

import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class OpensAFile {
    boolean exists(Path path) {
        return Files.exists(path);
    }
}
