package io.enrollment.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.Subject;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {

    private static final Subject LEAD = Subject.person("42")
            .firstName("Ada")
            .lastName("Lovelace")
            .name("Ada Lovelace")
            .phone("+1 416 555 0100")
            .email("first@example.com")
            .email("second@example.com")
            .country("CA")
            .region("ON")
            .zone(ZoneId.of("America/Toronto"))
            .locale(Locale.CANADA_FRENCH)
            .attribute("id", "an attribute in disguise")
            .attribute("model", "Civic")
            .build();

    @ParameterizedTest
    @CsvSource({
        "id, 42",
        "type, PERSON",
        "firstName, Ada",
        "lastName, Lovelace",
        "name, Ada Lovelace",
        "email, first@example.com",
        "phone, +1 416 555 0100",
        "country, CA",
        "region, ON",
        "timeZone, America/Toronto",
        "locale, fr-CA",
        "model, Civic"
    })
    void everyFieldHasItsValueAndAnAttributeNeverHidesABuiltInOne(String name, String value) {
        assertThat(Fields.of(LEAD, name)).contains(AttributeValue.of(value));
        assertThat(Fields.isBuiltIn(name)).isEqualTo(!name.equals("model"));
    }

    @Test
    void everyBuiltInFieldButIdAndTypeIsAbsentFromABareSubject() {
        Subject bare = Subject.company("7").build();

        assertThat(Fields.builtIn().stream().map(name -> Fields.of(bare, name)).flatMap(Optional::stream))
                .containsExactly(AttributeValue.of("7"), AttributeValue.of("COMPANY"));
        assertThat(Fields.of(bare, "model")).isEmpty();
    }
}
