package io.enrollment.spi;

/** Makes identifiers; injectable, so that a replay gives the same ones. Thread-safe. */
@FunctionalInterface
public interface IdSource {

    /**
     * A new identifier, never given before: 1 to 36 letters, digits, hyphens; best in the order of time. The engine adds the
     * place of its subject to that of an enrollment, see {@link io.enrollment.enrollment.Place#mark}.
     */
    String next();
}
