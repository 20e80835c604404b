package io.enrollment.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a file that is no UTF-8 text is, told by its first bytes, so that a refusal can say what to do. */
enum Signature {
    UTF_16_LITTLE("be UTF-8; this is UTF-16 (in Excel: Unicode Text): save it as CSV UTF-8", "\u00FF\u00FE"),
    UTF_16_BIG("be UTF-8; this is UTF-16: save it as UTF-8", "\u00FE\u00FF"),
    GZIP("be UTF-8 text; this is a gzip file: unpack it first", "\u001F\u008B"),
    ZIP("be UTF-8 text; this is a workbook (xlsx, ods) or another zip file: save it as CSV UTF-8", "PK\u0003\u0004"),
    OLD_WORKBOOK("be UTF-8 text; this is a workbook (xls): save it as CSV UTF-8", "\u00D0\u00CF\u0011\u00E0");

    private final String rule;
    private final String bytes;

    Signature(String rule, String bytes) {
        this.rule = rule;
        this.bytes = bytes;
    }

    /** The rule that such a file breaks, with what to do; empty when its first bytes tell nothing. */
    static Optional<String> of(ByteBuffer start) {
        for (Signature known : values()) {
            if (known.begins(start)) {
                return Optional.of(known.rule);
            }
        }
        return Optional.empty();
    }

    private boolean begins(ByteBuffer start) {
        byte[] begin = new byte[Math.min(bytes.length(), start.limit())];
        start.get(0, begin);
        return new String(begin, StandardCharsets.ISO_8859_1).equals(bytes);
    }
}
