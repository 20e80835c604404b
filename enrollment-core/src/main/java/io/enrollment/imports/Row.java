package io.enrollment.imports;

import io.enrollment.subject.AttributeValue;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a list: a line of a CSV file or of a JSON Lines file.
 *
 * @param file the name of the file
 * @param line where it begins, from 1
 * @param cells what stands in it, by column, in the order of the file; absent ones left out
 */
record Row(String file, long line, Map<String, AttributeValue> cells) {

    /** The text of a column; a JSON value that has none is refused. */
    Optional<String> text(String column) {
        return Optional.ofNullable(cells.get(column)).map(value -> asText(column, value));
    }

    /** The text of a column that must be there. */
    String required(String column) {
        return text(column).orElseThrow(() -> refusal(column, "be present"));
    }

    /** Refuses the row for what stands in a column. */
    InputException refusal(String column, String rule) {
        AttributeValue value = cells.get(column);
        return InputException.row(file, line, column, value == null ? "" : value.toString(), rule);
    }

    private String asText(String column, AttributeValue value) {
        if (value instanceof AttributeValue.Many || value instanceof AttributeValue.Bool) {
            throw refusal(column, "be text");
        }
        return value.toString();
    }
}
