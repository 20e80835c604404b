package io.enrollment.plan;

import io.enrollment.internal.Require;

/**
 * One thing in a plan that publishing refuses or warns about.
 *
 * @param severity whether the plan is refused
 * @param path the place in the author's form, such as {@code steps[3].arms[0].goTo}
 * @param code one machine-readable code, upper case with underscores
 * @param message a sentence that a person can act on
 */
public record PlanFault(Severity severity, String path, String code, String message) {

    /** How bad it is. */
    public enum Severity {
        /** The plan is refused. */
        ERROR,
        /** The plan can run, but perhaps not as its author thinks. */
        WARNING
    }

    /** Checks the texts. */
    public PlanFault {
        Require.text("fault path", path, 500);
        Require.that(code.matches("[A-Z][A-Z_]{0,60}"), "fault code", code, "be upper case with underscores");
        Require.that(!message.isBlank(), "fault message", message, "not be blank");
    }

    /** A fault for which the plan is refused. */
    public static PlanFault error(String path, String code, String message) {
        return new PlanFault(Severity.ERROR, path, code, message);
    }

    /** Something to look at. */
    public static PlanFault warning(String path, String code, String message) {
        return new PlanFault(Severity.WARNING, path, code, message);
    }

    /** Whether the plan is refused for it. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The fault as one line. */
    @Override
    public String toString() {
        return path + ": " + severity + " " + code + ": " + message;
    }
}
