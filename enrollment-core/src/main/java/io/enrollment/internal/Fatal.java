package io.enrollment.internal;

/** Tells what concerns only whoever was called from what concerns the whole machine. Thread-safe. */
public final class Fatal {

    private Fatal() {}

    /**
     * Throws what no caller can make good, such as too little memory. Anything else that code of a host throws, errors like a
     * failed assertion, a missing library or a service that is not there included, concerns that call only.
     */
    public static void rethrow(Throwable failed) {
        if (failed instanceof VirtualMachineError fatal && !(failed instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
