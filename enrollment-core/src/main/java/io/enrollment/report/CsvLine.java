package io.enrollment.report;

/**
 * One line of a CSV file by RFC 4180, ended by CR LF. Texts that a spreadsheet would read as a formula are led by an
 * apostrophe, which spreadsheets take for “this is text”. Mutable, not thread-safe.
 */
final class CsvLine {

    /** What begins a formula in one spreadsheet or another; the wide forms are folded to the narrow ones by some. */
    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private final StringBuilder line;
    private boolean first = true;

    CsvLine(StringBuilder line) {
        this.line = line;
    }

    /** A number. */
    CsvLine number(long number) {
        comma();
        line.append(number);
        return this;
    }

    /** A text from elsewhere. */
    CsvLine text(String text) {
        comma();
        boolean formula = isFormula(text);
        if (!formula && !needsQuotes(text)) {
            line.append(text);
            return this;
        }
        line.append('"');
        if (formula) {
            line.append('\'');
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c);
            if (c == '"') {
                line.append(c);
            }
        }
        line.append('"');
        return this;
    }

    void end() {
        line.append("\r\n");
    }

    private void comma() {
        if (!first) {
            line.append(',');
        }
        first = false;
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return !text.isEmpty() && (text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ');
    }

    /** Whether the first character that is not blank begins a formula, or the very first one is a control character. */
    static boolean isFormula(String text) {
        if (text.isEmpty()) {
            return false;
        }
        int at = 0;
        while (at < text.length() - 1 && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) < ' ')) {
            at++;
        }
        return text.charAt(0) < ' ' || FORMULA.indexOf(text.charAt(at)) >= 0;
    }
}
