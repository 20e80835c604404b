package io.enrollment.imports;

import io.enrollment.subject.AttributeValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads typed cells of a row; surrounding blanks do not matter, and a blank cell is absent. */
final class Cells {

    /** What {@link #truth(String)} understands, for messages. */
    static final String TRUTHS = "true, false, yes, no, y, n, 1, 0, oui, non, vrai, faux";

    private Cells() {}

    /** The text without surrounding blanks. */
    static Optional<String> stripped(Row row, String column) {
        return row.text(column).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** One of the constants of an enumeration, in any case, with blanks or hyphens for underscores. */
    static <E extends Enum<E>> Optional<E> constant(Row row, String column, Class<E> type) {
        return stripped(row, column).map(text -> {
            String name = text.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> row.refusal(column, "be one of " + names(type)));
        });
    }

    /** A truth value. */
    static Optional<Boolean> truth(Row row, String column) {
        if (row.cells().get(column) instanceof AttributeValue.Bool bool) {
            return Optional.of(bool.value());
        }
        return stripped(row, column)
                .map(text -> truth(text).orElseThrow(() -> row.refusal(column, "be one of " + TRUTHS)));
    }

    /** A truth value in the words that lists use, in English and French, as spreadsheets write them. */
    static Optional<Boolean> truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "1", "vrai", "oui" -> Optional.of(true);
            case "false", "no", "n", "0", "faux", "non" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A point in time; dates and times without an offset are read in {@code zone}. */
    static Optional<Instant> moment(Row row, String column, ZoneId zone) {
        return stripped(row, column)
                .map(text -> Moments.parse(text, zone).orElseThrow(() -> row.refusal(column, Moments.RULE)));
    }

    /** The value of an identifier type. */
    static <T> T id(Row row, String column, String text, Function<String, T> type) {
        return parsed(text, type)
                .orElseThrow(
                        () -> row.refusal(column, "be 1 to 200 code points, not blank, without control characters"));
    }

    /** A time zone of the tz database, or a fixed offset. */
    static Optional<ZoneId> zone(Row row, String column) {
        return stripped(row, column)
                .map(text -> parsed(text, ZoneId::of)
                        .orElseThrow(() -> row.refusal(column, "be a time zone such as America/Toronto")));
    }

    /** What a text means to a parser that throws; empty when it throws. */
    static <T> Optional<T> parsed(String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException | DateTimeException | IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    private static String names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
