package io.enrollment.enrollment;

import com.google.common.hash.Hashing;
import com.google.common.net.PercentEscaper;
import java.nio.charset.StandardCharsets;

/** Turns any text into printable ASCII, injectively for all practical purposes. */
final class AsciiKeys {

    private static final PercentEscaper ESCAPER = new PercentEscaper("-_.~", false);
    private static final int LONGEST = 150;

    private AsciiKeys() {}

    static String encode(String text) {
        String escaped = ESCAPER.escape(text);
        return escaped.length() <= LONGEST
                ? escaped
                : "sha256-" + Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
    }
}
