package io.enrollment.examples.delivery;

import com.google.common.hash.Hashing;
import io.enrollment.enrollment.IdempotencyKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A folder of accepted messages, one file each, named by the idempotency key. A message is accepted once its file is forced
 * to disk under its name; nothing that was accepted is lost when the process or the machine dies. A second acceptance of
 * the same key does not replace the first: it is kept beside it, so that a message sent twice can be seen. Thread-safe.
 */
public final class Drop {

    private static final int LONGEST_NAME = 180;
    private static final String AGAIN = "~again-";

    private final Path folder;
    private final String ending;
    private final AtomicLong parts = new AtomicLong();

    private Drop(Path folder, String ending) {
        this.folder = folder;
        this.ending = ending;
    }

    /**
     * A drop in this folder, which is made when it does not exist.
     *
     * @param ending the ending of its files, such as {@code .eml}
     */
    public static Drop in(Path folder, String ending) throws IOException {
        Files.createDirectories(folder);
        return new Drop(folder, ending);
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** Accepts a message; returns its file once that is on disk. */
    public Path accept(IdempotencyKey key, byte[] message) {
        try {
            Path part = folder.resolve(".part-" + ProcessHandle.current().pid() + "-" + parts.incrementAndGet());
            writeForced(part, message);
            Path file = nameIt(part, key);
            forceFolder();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of a message that was accepted. */
    public Optional<Path> find(IdempotencyKey key) {
        return Optional.of(file(key)).filter(Files::exists);
    }

    /** How many messages lie here, those that were accepted again included. */
    public long size() {
        return names().size();
    }

    /** The names of the files, sorted. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many messages were accepted although their key was known already. */
    public long acceptedAgain() {
        return names().stream().filter(name -> name.contains(AGAIN)).count();
    }

    /** A link is made in one step and fails when the name is taken, which a move does not. */
    private Path nameIt(Path part, IdempotencyKey key) throws IOException {
        Path file = file(key);
        try {
            Files.createLink(file, part);
            Files.delete(part);
        } catch (FileAlreadyExistsException taken) {
            file = folder.resolve(name(key) + AGAIN + System.nanoTime() + ending);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private Path file(IdempotencyKey key) {
        return folder.resolve(name(key) + ending);
    }

    private static String name(IdempotencyKey key) {
        String name = URLEncoder.encode(key.value(), StandardCharsets.UTF_8).replace("*", "%2A");
        return name.length() <= LONGEST_NAME
                ? name
                : Hashing.sha256()
                        .hashString(key.value(), StandardCharsets.UTF_8)
                        .toString();
    }

    private static void writeForced(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A new name survives a power cut only once its folder is on disk; systems where a folder is no file do that themselves. */
    private void forceFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
