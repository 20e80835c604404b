package io.enrollment.architecture.broken.report;

import java.io.IOException;
import java.io.OutputStream;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class WritesAStream {
    void write(OutputStream stream) throws IOException {
        stream.write(1);
    }
}
