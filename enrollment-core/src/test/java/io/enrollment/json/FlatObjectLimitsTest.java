package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too much for one line is refused as that, with its member; nothing of it is an error of ours. */
class FlatObjectLimitsTest {

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String member;
        private final String rule;

        Refused(String member, String rule) {
            super(rule);
            this.member = member;
            this.rule = rule;
        }
    }

    private static Refused refusal(String text) {
        return Optional.ofNullable(catchThrowableOfType(
                        Refused.class,
                        () -> FlatObjectJson.read(text, (member, value, rule) -> new Refused(member, rule))))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e99999999999", "-1E-99999999999999999999"})
    void an_exponent_beyond_all_bounds(String number) {
        Refused refused = refusal("{\"id\":\"a\",\"score\":" + number + "}");
        assertThat(refused.member).isEqualTo("score");
        assertThat(refused.rule).contains("exponent between -100 and 100");
    }

    @Test
    void a_number_and_a_text_of_too_many_characters() {
        assertThat(refusal("{\"score\":" + "9".repeat(200) + "}").rule).contains("at most 100 digits");
        assertThat(refusal("{\"note\":\"" + "x".repeat(200_000) + "\"}"))
                .satisfies(refused -> assertThat(refused.member).isEqualTo("note"))
                .satisfies(refused -> assertThat(refused.rule).contains("100000 characters"));
    }

    @Test
    void no_hint_at_settings_of_the_parser_is_passed_on() {
        assertThat(refusal("{\"score\":NaN}").rule).contains("NaN").doesNotContain("ALLOW");
    }
}
