package io.enrollment.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The documents that later versions must read as this one does. */
final class Golden {

    static final List<String> PLANS = List.of("minimal", "welcome", "everything");

    private Golden() {}

    static String plan(String name) {
        return text(name + ".plan.json");
    }

    static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
