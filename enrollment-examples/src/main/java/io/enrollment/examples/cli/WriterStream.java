package io.enrollment.examples.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** UTF-8 bytes to a writer; every call brings whole characters. Closing it flushes the writer and leaves it open. */
final class WriterStream extends OutputStream {

    private final Writer writer;

    WriterStream(Writer writer) {
        this.writer = writer;
    }

    @Override
    public void write(int ascii) throws IOException {
        writer.write(ascii);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        writer.write(new String(bytes, from, length, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
