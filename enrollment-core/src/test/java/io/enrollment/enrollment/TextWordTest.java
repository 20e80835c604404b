package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the words of incoming texts say. */
class TextWordTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stop | STOP",
                "STOP! | STOP",
                "  Stop  All. | STOP",
                "StopAll | STOP",
                "Unsubscribe | STOP",
                "opt-out | STOP",
                "OPT OUT | STOP",
                "arr\u00EAt | STOP",
                "Arr\u00EAte | STOP",
                "ARRETE | STOP",
                "\uFF33\uFF34\uFF2F\uFF30 | STOP",
                "s\u200Btop | STOP",
                "quit | STOP",
                "revoke | STOP",
                "end | STOP",
                "cancel | STOP",
                "start | START",
                "UNSTOP | START",
                "yes | NONE",
                "help? | HELP",
                "INFO | HELP",
                "please stop | REVIEW",
                "stop it now | REVIEW",
                "I want to opt out of this | REVIEW",
                "cancel my appointment | REVIEW",
                "don't stop believing | REVIEW",
                "can you help me | REVIEW",
                "stopping by at noon | NONE",
                "I will attend | NONE",
                "thanks | NONE"
            })
    void whatATextSays(String words, TextWord meaning) {
        assertThat(TextWord.of(words)).isEqualTo(meaning);
    }

    @Test
    void nothingIsAReply() {
        assertThat(TextWord.of("")).isEqualTo(TextWord.NONE);
        assertThat(TextWord.of("\uD83D\uDC4D")).isEqualTo(TextWord.NONE);
    }
}
