package io.enrollment.spi;

import java.io.IOException;

/** Where finished exports go: a folder, an object store, a message to somebody. Thread-safe. */
@FunctionalInterface
public interface NotificationSink {

    /**
     * Takes a finished export; it may be given again with the same id when a delivery failed, and then takes the place of
     * what was there.
     *
     * @return where people find it: an address or a path; said to whoever asked for it
     * @throws IOException if it could not be taken; it is tried again
     */
    String deliver(ExportedFile file) throws IOException;
}
