package io.enrollment.json;

import io.enrollment.internal.Require;

/**
 * One thing in a JSON document that is refused.
 *
 * @param path JSON Pointer (RFC 6901) to the place; empty for the document as a whole
 * @param value what stands there, as text; shown shortened and without control characters
 * @param rule completes the sentence “must …”
 */
public record JsonFault(String path, String value, String rule) {

    /** The fault as one line that a person can act on. */
    @Override
    public String toString() {
        String place = path.isEmpty() ? "document" : path;
        return place + ": " + Require.shown(value) + " is refused: must " + rule;
    }
}
