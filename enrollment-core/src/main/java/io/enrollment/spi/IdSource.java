package io.enrollment.spi;

/** Makes identifiers; injectable, so that a replay gives the same ones. Thread-safe. */
@FunctionalInterface
public interface IdSource {

    /** A new identifier, never given before: 1 to 36 letters, digits, hyphens; best in the order of time. */
    String next();
}
