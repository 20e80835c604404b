package io.enrollment.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decodes UTF-8 strictly: a byte that is none refuses the file, with line and byte, instead of turning into a replacement
 * character. A byte order mark is skipped. Not thread-safe.
 */
final class Utf8Reader extends Reader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(16_384).flip();
    private final CharBuffer chars = CharBuffer.allocate(16_384).flip();
    private long bytesBefore;
    private long line = 1;
    private char last;
    private Optional<String> known = Optional.empty();
    private boolean started;
    private boolean ended;

    Utf8Reader(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended && !bytes.hasRemaining()) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void fill() throws IOException {
        readBytes();
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, ended);
        chars.flip();
        if (!started && chars.hasRemaining()) {
            started = true;
            skipByteOrderMark();
        }
        countLines();
        if (result.isError()) {
            throw wrongByte();
        }
    }

    private void readBytes() throws IOException {
        bytesBefore += bytes.position();
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
        if (bytesBefore == 0) {
            known = Signature.of(bytes);
        }
    }

    private void skipByteOrderMark() {
        if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
            chars.get();
        }
    }

    private void countLines() {
        for (int i = chars.position(); i < chars.limit(); i++) {
            char c = chars.get(i);
            line += c == '\r' || (c == '\n' && last != '\r') ? 1 : 0;
            last = c;
            if (c == 0) {
                throw InputException.at(
                        file, line, "", "a NUL character", known.orElse("be UTF-8 text, not UTF-16 or a binary file"));
            }
        }
    }

    private InputException wrongByte() {
        String shown = String.format(
                "byte 0x%02X at offset %d", bytes.get(bytes.position()) & 0xFF, bytesBefore + bytes.position());
        return InputException.at(
                file,
                line,
                "",
                shown,
                known.orElse("be UTF-8; convert the file, or save it as UTF-8 (in Excel: CSV UTF-8)"));
    }
}
