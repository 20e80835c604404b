package io.enrollment.eligibility;

/** What a result may say about an exception. */
final class Failures {

    private static final int SHOWN = 500;

    private Failures() {}

    /** Its class and message, bounded. */
    static String describe(Throwable failure) {
        String text = failure.getClass().getName() + ": " + failure.getMessage();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
