package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segments of texts: 160 and 153 places of GSM 03.38, 70 and 67 of UCS-2. */
class TextSegmentsTest {

    @ParameterizedTest
    @CsvSource({
        "a, 0, 1", "a, 160, 1", "a, 161, 2", "a, 306, 2", "a, 307, 3", "€, 80, 1", "€, 81, 2", "€, 152, 2", "€, 153, 3",
        "ж, 70, 1", "ж, 71, 2", "ж, 134, 2", "ж, 135, 3", "🙂, 35, 1", "🙂, 36, 2", "🙂, 66, 2", "🙂, 67, 3",
                "é, 160, 1",
        "ê, 70, 1", "ê, 71, 2"
    })
    void aTextTakesSoMany(String character, int times, int segments) {
        assertThat(TextSegments.count(character.repeat(times))).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({"152, €, 2", "153, €, 2", "305, €, 3"})
    void aCharacterOfTwoPlacesIsNotDivided(int before, String character, int segments) {
        String text = "a".repeat(before) + character + "a".repeat(20);
        assertThat(TextSegments.count(text)).isEqualTo(segments);
    }
}
