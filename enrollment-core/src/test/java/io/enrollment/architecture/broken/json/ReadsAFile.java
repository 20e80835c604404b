package io.enrollment.architecture.broken.json;

import java.io.File;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class ReadsAFile {
    boolean exists(File file) {
        return file.exists();
    }
}
