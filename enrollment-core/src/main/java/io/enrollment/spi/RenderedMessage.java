package io.enrollment.spi;

import java.util.Map;
import java.util.Optional;

/**
 * What a template gave for one subject.
 *
 * @param subjectLine the subject line of an email
 * @param body the text
 * @param headers further headers of an email, such as List-Unsubscribe
 */
public record RenderedMessage(Optional<String> subjectLine, String body, Map<String, String> headers) {
    /** Copies the map. */
    public RenderedMessage {
        headers = Map.copyOf(headers);
    }

    /** Without the texts, so that a message may appear in a log. */
    @Override
    public String toString() {
        return "RenderedMessage[" + body.length() + " characters]";
    }
}
