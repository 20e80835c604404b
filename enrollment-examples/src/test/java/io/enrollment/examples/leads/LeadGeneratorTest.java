package io.enrollment.examples.leads;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.imports.SubjectList;
import io.enrollment.imports.SubjectListReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadGeneratorTest {

    @ParameterizedTest
    @ValueSource(strings = {LeadFiles.LEADS, LeadFiles.CONSENTS, LeadFiles.HISTORY})
    void the_shipped_files_are_what_the_generator_gives_for_its_seed(String name) throws IOException {
        assertThat(shipped(name)).isEqualTo(generate(LeadGenerator.SHIPPED_SEED).get(name));
    }

    @Test
    void another_seed_gives_other_leads() {
        assertThat(generate(43).get(LeadFiles.LEADS)).isNotEqualTo(generate(42).get(LeadFiles.LEADS));
    }

    @Test
    void another_day_moves_what_happened_before() {
        LeadGenerator later = new LeadGenerator(100, 42, LocalDate.of(2027, 1, 1));
        assertThat(later.generate().contents().get(LeadFiles.CONSENTS)).contains(",2026-");
    }

    @Test
    void the_shipped_leads_are_read_without_a_refusal_and_have_the_flaws_of_real_lists() {
        SubjectList list = new SubjectListReader(ZoneOffset.UTC, false)
                .readResources(LeadGenerator.class, "/data/leads.csv", "/data/consents.csv", "/data/history.csv");

        assertThat(list.subjects()).hasSize(LeadGenerator.SHIPPED_COUNT);
        assertThat(list.strangers()).isZero();
        assertThat(list.notes()).isEmpty();
        assertThat(list.past()).hasSizeBetween(50, 200);
        assertThat(list.subjects()).filteredOn(s -> s.deletedAt().isPresent()).hasSizeBetween(5, 50);
        assertThat(list.subjects()).filteredOn(s -> !s.optOuts().isEmpty()).hasSizeBetween(10, 60);
        assertThat(list.subjects()).filteredOn(s -> s.zone().isEmpty()).hasSizeBetween(60, 200);
        assertThat(list.subjects())
                .filteredOn(s -> s.country().filter("CA"::equals).isPresent())
                .extracting(s -> s.consents().isEmpty())
                .contains(true, false);
        assertThat(list.subjects())
                .extracting(s -> ContactAssessment.of(s).email().reason())
                .contains("EMAIL_OK", "EMAIL_MISSING", "EMAIL_SYNTAX", "EMAIL_UNSENDABLE", "EMAIL_BOUNCED");
        assertThat(list.subjects())
                .extracting(s -> ContactAssessment.of(s).text().reason())
                .contains("PHONE_MISSING", "PHONE_INVALID", "PHONE_NOT_TEXTABLE", "NUMBER_DEACTIVATED");
    }

    @Test
    void nobody_real_can_be_written_to() {
        SubjectList list = new SubjectListReader(ZoneOffset.UTC, false)
                .readResources(LeadGenerator.class, "/data/leads.csv", "/data/consents.csv", "/data/history.csv");
        assertThat(list.subjects())
                .map(subject -> ContactAssessment.of(subject).email())
                .filteredOn(email -> email.usable())
                .allSatisfy(email -> assertThat(email.address().orElseThrow().toLowerCase(Locale.ROOT))
                        .matches(".*@([^@]+\\.)?example(\\.(com|org|net))?"));
    }

    private static Map<String, String> generate(long seed) {
        return new LeadGenerator(LeadGenerator.SHIPPED_COUNT, seed, LeadGenerator.SHIPPED_DAY)
                .generate()
                .contents();
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in = LeadGenerator.class.getResourceAsStream("/data/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
