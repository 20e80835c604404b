package io.enrollment.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One versioned schema script, as it lies in the jar.
 *
 * @param version its number, from 1
 * @param description what it does
 * @param text the whole script
 */
record Migration(int version, String description, String text) {

    private static final List<String> ALL = List.of("baseline");

    /** The scripts of a dialect in order. */
    static List<Migration> of(Dialect dialect) {
        return IntStream.rangeClosed(1, ALL.size())
                .mapToObj(version -> read(dialect, version, ALL.get(version - 1)))
                .toList();
    }

    private static Migration read(Dialect dialect, int version, String description) {
        String file = "sql/" + dialect.name() + "/" + String.format("V%03d__%s.sql", version, description);
        try (InputStream stream = Migration.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new SchemaException("the schema script " + file + " is not in the jar");
            }
            return new Migration(version, description, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements, without comments and semicolons. */
    List<String> statements() {
        String code = text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return Arrays.stream(code.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** SHA-256 of the script in hexadecimal. */
    String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
