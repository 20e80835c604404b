package io.enrollment.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the bytes of an import come from: a file, an upload, an object store; the same bytes each time. Thread-safe. */
@FunctionalInterface
public interface ImportSource {

    /** From the first byte on; whoever opens it closes it. */
    InputStream open() throws IOException;

    /** A file; one that does not exist, or cannot be read, is refused with an {@link InputException} when it is opened. */
    static ImportSource file(Path path) {
        return () -> {
            refuseWhatCannotBeRead(path);
            return new BufferedInputStream(Files.newInputStream(path));
        };
    }

    private static void refuseWhatCannotBeRead(Path path) {
        if (Files.isDirectory(path)) {
            throw InputException.file(path.toString(), "be a file, not a folder");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            String rule = "be a file on disk, since it may be read more than once; save what comes in to one first";
            throw InputException.file(path.toString(), rule);
        }
        if (!Files.isReadable(path)) {
            throw InputException.file(path.toString(), "be a file that exists and can be read");
        }
    }
}
