package io.enrollment.architecture.broken.run;

import org.slf4j.Logger;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class Logs {
    void log(Logger logger) {
        logger.info("done");
    }
}
