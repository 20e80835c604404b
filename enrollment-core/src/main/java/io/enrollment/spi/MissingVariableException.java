package io.enrollment.spi;

/** What a renderer throws when a template needs a value that the subject does not have: the step fails. */
public final class MissingVariableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the template and the variable. */
    public MissingVariableException(String template, String variable) {
        super("template " + template + " needs " + variable + ", which the subject does not have");
    }
}
