package io.enrollment.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a document that people author, turned into a tree. Bounded in every direction, so that no document can
 * exhaust the stack, the memory or the patience of whoever reads it. Thread-safe.
 */
final class JsonText {

    /** The greatest number of characters, or of bytes of a stream. */
    static final int MAX_LENGTH = 1_000_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The bounds of Jackson stay out of the way of {@link TreeReader}, which knows the path to what is too much. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * TreeReader.MAX_LEVELS)
                    .maxNumberLength(MAX_LENGTH)
                    .maxStringLength(MAX_LENGTH)
                    .maxNameLength(MAX_LENGTH)
                    .build())
            .build();

    private JsonText() {}

    /** Reads at most as much as a document may have, as UTF-8. */
    static String read(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_LENGTH + 1);
        if (bytes.length > MAX_LENGTH) {
            throw tooLong();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, text, true).isError()) {
            throw refusal("byte " + (in.position() + 1) + " of the stream", "be UTF-8 text");
        }
        return text.flip().toString();
    }

    /** Reads at most as much as a document may have. */
    static String read(Reader reader) throws IOException {
        char[] chars = new char[MAX_LENGTH + 1];
        int length = 0;
        for (int n = reader.read(chars); n > 0; n = reader.read(chars, length, chars.length - length)) {
            length += n;
        }
        if (length > MAX_LENGTH) {
            throw tooLong();
        }
        return new String(Arrays.copyOf(chars, length));
    }

    /** The tree of a document; faults that leave a tree go to {@code faults}. */
    static JsonNode parse(String text, Faults faults) {
        if (text.length() > MAX_LENGTH) {
            throw tooLong();
        }
        String document = text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text;
        try (JsonParser parser = FACTORY.createParser(document)) {
            return new TreeReader(parser, faults).document();
        } catch (JsonProcessingException e) {
            faults.accept(malformed(e));
            throw faults.refusal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonFault malformed(JsonProcessingException e) {
        int line = e.getLocation().getLineNr();
        int column = e.getLocation().getColumnNr();
        return new JsonFault("", "line " + line + ", column " + column, "be well-formed JSON: " + said(e));
    }

    /** What Jackson says, without its words on where the text came from. */
    private static String said(JsonProcessingException e) {
        String said = e.getOriginalMessage().replaceAll("(?s)( \\(start marker| \\(for ).*", "");
        return said.replaceAll("\\p{Cntrl}", " ");
    }

    private static InvalidDocumentException tooLong() {
        return refusal("more than " + MAX_LENGTH + " characters", "have at most " + MAX_LENGTH);
    }

    private static InvalidDocumentException refusal(String value, String rule) {
        Faults faults = Faults.strict();
        faults.accept(new JsonFault("", value, rule));
        return faults.refusal();
    }
}
