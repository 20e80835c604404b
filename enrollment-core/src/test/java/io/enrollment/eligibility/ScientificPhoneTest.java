package io.enrollment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number that a spreadsheet took for an amount is not read as the number of somebody else. */
class ScientificPhoneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"4.16555012E9", "4,16555012e9", "4.16555012E+9", "'4.16555012E9", "+1.41655501E9", "416555012E9"
            })
    void scientific_notation_is_no_number(String written) {
        assertThat(PhoneShape.of(written, Optional.of("CA"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4165550129", "(416) 555-0129", "416.555.0129", "'+14165550129", "=\"4165550129\""})
    void digits_with_anything_between_them_still_are(String written) {
        assertThat(PhoneShape.of(written, Optional.of("CA")).map(PhoneShape::e164))
                .contains("+14165550129");
    }
}
