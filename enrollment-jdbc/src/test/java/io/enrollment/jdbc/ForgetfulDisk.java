package io.enrollment.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for H2 ({@code jdbc:h2:forgetful:…}) that shows what a machine without power finds when it comes up again: of each file
 * what it was when it was last forced, and nothing that was written since.
 */
public final class ForgetfulDisk extends FilePathWrapper {

    private static final String KEPT = ".kept";

    static {
        FilePath.register(new ForgetfulDisk());
    }

    /** The URL of a database on this disk. */
    static String url(Path folder) {
        return "jdbc:h2:forgetful:" + folder.resolve("enrollment") + ";WRITE_DELAY=0";
    }

    /** Puts down, on a disk like any other, the database as the machine would find it had it lost its power now; its URL. */
    static String withoutPower(Path folder, String name) {
        try {
            Files.copy(folder.resolve("enrollment.mv.db" + KEPT), folder.resolve(name + ".mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "jdbc:h2:file:" + folder.resolve(name);
    }

    @Override
    public String getScheme() {
        return "forgetful";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Forgetful(Path.of(getBase().toString()), getBase().open(mode));
    }

    /** A file of this disk. */
    private static final class Forgetful extends FileBaseDefault {

        private final Path path;
        private final FileChannel file;

        Forgetful(Path path, FileChannel file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
            Files.copy(path, Path.of(path + KEPT), StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return file.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }
    }
}
