package io.enrollment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.ContactState;
import io.enrollment.subject.Subject;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactAssessmentTest {

    @ParameterizedTest
    @CsvSource({
        "ann@example.com, OK, EMAIL_OK",
        "ann@example.com, BOUNCED, EMAIL_BOUNCED",
        "ann@example.com, DEACTIVATED, EMAIL_BOUNCED",
        "ann@example.com, SUPPRESSED, EMAIL_SUPPRESSED",
        "ann@example, OK, EMAIL_UNSENDABLE",
        "ann@example, BOUNCED, EMAIL_UNSENDABLE",
        "ann, OK, EMAIL_SYNTAX"
    })
    void anEmailAddressIsJudgedByShapeThenState(String address, ContactState state, String reason) {
        Reach email = ContactAssessment.of(with(ContactPoint.email(address).in(state)))
                .email();

        assertThat(email.reason()).isEqualTo(reason);
        assertThat(email.address()).isEqualTo(reason.equals("EMAIL_OK") ? Optional.of(address) : Optional.empty());
        assertThat(email.usable()).isEqualTo(reason.equals("EMAIL_OK"));
        assertThat(email.lineType()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // number, state, texts, calls, line
        "+447911123456, OK, TEXT_OK, PHONE_OK, MOBILE",
        "+14165550123, OK, TEXT_UNKNOWN_LINE, PHONE_OK, FIXED_LINE_OR_MOBILE",
        "+15005550006, OK, TEXT_UNKNOWN_LINE, PHONE_OK, PERSONAL_NUMBER",
        "+442079460018, OK, PHONE_NOT_TEXTABLE, PHONE_OK, FIXED_LINE",
        "+18003569377, OK, PHONE_NOT_TEXTABLE, PHONE_OK, TOLL_FREE",
        "+19002345678, OK, PHONE_NOT_TEXTABLE, PHONE_TYPE_FORBIDDEN, PREMIUM_RATE",
        "+491803123456, OK, PHONE_NOT_TEXTABLE, PHONE_TYPE_FORBIDDEN, SHARED_COST",
        "+445612345678, OK, TEXT_UNKNOWN_LINE, PHONE_OK, VOIP",
        "+447640123456, OK, PHONE_NOT_TEXTABLE, PHONE_OK, PAGER",
        "+445512345678, OK, PHONE_NOT_TEXTABLE, PHONE_OK, UAN",
        "+447911123456, BOUNCED, PHONE_SUPPRESSED, PHONE_OK, MOBILE",
        "+447911123456, SUPPRESSED, PHONE_SUPPRESSED, PHONE_SUPPRESSED, MOBILE",
        "+447911123456, DEACTIVATED, NUMBER_DEACTIVATED, NUMBER_DEACTIVATED, MOBILE",
        "+14165550123 ext. 7, OK, PHONE_HAS_EXTENSION, PHONE_OK, FIXED_LINE_OR_MOBILE",
        "+447700900123, OK, PHONE_INVALID, PHONE_INVALID,",
        "40404, OK, PHONE_INVALID, PHONE_INVALID,",
        "911, OK, PHONE_INVALID, PHONE_INVALID,",
        "nonsense, OK, PHONE_INVALID, PHONE_INVALID,"
    })
    void aNumberIsJudgedByShapeLineAndState(
            String number, ContactState state, String texts, String calls, String line) {
        ContactAssessment contacts =
                ContactAssessment.of(with(ContactPoint.phone(number).in(state)));

        assertThat(contacts.text().reason()).isEqualTo(texts);
        assertThat(contacts.call().reason()).isEqualTo(calls);
        assertThat(contacts.text().lineType()).isEqualTo(Optional.ofNullable(line));
        assertThat(contacts.call().lineType()).isEqualTo(Optional.ofNullable(line));
        assertThat(contacts.text().usable()).isEqualTo(texts.startsWith("TEXT_"));
        assertThat(contacts.call().usable()).isEqualTo(calls.equals("PHONE_OK"));
    }

    @ParameterizedTest
    @CsvSource({
        "(416) 555-0123, CA, +14165550123",
        "416-555-0123, US, +14165550123",
        "=+1416 5550123, , +14165550123",
        "+1 416 555 0123, DE, +14165550123",
        "07911 123456, GB, +447911123456",
        "٤١٦٥٥٥٠١٢٣, CA, +14165550123",
        "1-800-FLOWERS, US, +18003569377",
        "416-555-0123 x9, CA, +14165550123"
    })
    void aNumberIsReadByTheSubjectsCountryAndGivenInE164(String number, String country, String e164) {
        Subject subject = Subject.person("p")
                .phone(number)
                .country(Optional.ofNullable(country))
                .build();

        assertThat(ContactAssessment.of(subject).call().address()).contains(e164);
    }

    @Test
    void withoutACountryOnlyNumbersWithTheirCountryCodeAreRead() {
        Subject subject = Subject.person("p").phone("416-555-0123").build();

        assertThat(ContactAssessment.of(subject).call().reason()).isEqualTo("PHONE_INVALID");
    }

    @Test
    void withoutContactPointsTheyAreMissing() {
        ContactAssessment contacts = ContactAssessment.of(Subject.person("p").build());

        assertThat(contacts.email().reason()).isEqualTo("EMAIL_MISSING");
        assertThat(contacts.text().reason()).isEqualTo("PHONE_MISSING");
        assertThat(contacts.call().reason()).isEqualTo("PHONE_MISSING");
    }

    @Test
    void theFirstUsableContactPointCounts() {
        Subject subject = with(
                ContactPoint.email("broken"),
                ContactPoint.email("second@example.com").in(ContactState.BOUNCED),
                ContactPoint.email("third@example.com"),
                ContactPoint.email("fourth@example.com"),
                ContactPoint.phone("+442079460018"),
                ContactPoint.phone("+447911123456"));
        ContactAssessment contacts = ContactAssessment.of(subject);

        assertThat(contacts.email().address()).contains("third@example.com");
        assertThat(contacts.text().address()).contains("+447911123456");
        assertThat(contacts.call().address()).contains("+442079460018");
    }

    @Test
    void whenNoneIsUsableTheReasonOfTheFirstIsGiven() {
        Subject subject =
                with(ContactPoint.email("second@example.com").in(ContactState.BOUNCED), ContactPoint.email("broken"));

        assertThat(ContactAssessment.of(subject).email().reason()).isEqualTo("EMAIL_BOUNCED");
    }

    @Test
    void anEarlierAssessmentCanBeHandedBack() {
        Reach email = Reach.at("EMAIL_OK", "a@example.com", Optional.empty());
        Reach text = Reach.none("PHONE_MISSING", Optional.empty());
        Reach call = Reach.none("PHONE_INVALID", Optional.empty());
        ContactAssessment contacts = ContactAssessment.of(email, text, call);

        assertThat(contacts.on(ChannelKind.EMAIL)).isSameAs(email);
        assertThat(contacts.on(ChannelKind.TEXT)).isSameAs(text);
        assertThat(contacts.on(ChannelKind.CALL)).isSameAs(call);
        assertThat(contacts).isEqualTo(ContactAssessment.of(email, text, call));
        assertThat(contacts).hasSameHashCodeAs(ContactAssessment.of(email, text, call));
        assertThat(contacts).doesNotHaveSameHashCodeAs(ContactAssessment.of(email, text, text));
        assertThat(contacts)
                .isNotEqualTo(ContactAssessment.of(email, text, text))
                .isNotEqualTo(ContactAssessment.of(email, call, call))
                .isNotEqualTo(ContactAssessment.of(text, text, call));
    }

    @Test
    void theSameSubjectIsJudgedTheSame() {
        Subject subject = Given.lead().build();

        assertThat(ContactAssessment.of(subject)).isEqualTo(ContactAssessment.of(subject));
    }

    @Test
    void aPhoneIsReadOncePerAssessment() {
        ContactAssessment contacts = ContactAssessment.of(Given.lead().build());

        assertThat(contacts.text()).isSameAs(contacts.text());
        assertThat(contacts.call()).isSameAs(contacts.call());
        assertThat(contacts.email()).isSameAs(contacts.email());
        assertThat(contacts.text().address().orElseThrow())
                .isSameAs(contacts.call().address().orElseThrow());
    }

    @Test
    void noAddressShowsInALog() {
        ContactAssessment contacts = ContactAssessment.of(Given.lead().build());

        assertThat(contacts.toString()).contains("EMAIL_OK").contains("MOBILE").doesNotContain("example", "7911");
        assertThat(PhoneShape.of("+447911123456", Optional.empty())
                        .orElseThrow()
                        .toString())
                .isEqualTo("PhoneShape[MOBILE]");
    }

    @Property
    void noTextMakesItThrow(@ForAll String any) {
        assertThat(PhoneShape.of(any, Optional.of("CA"))).isNotNull();
        assertThat(PhoneShape.of("+1" + any, Optional.empty())).isNotNull();
    }

    private static Subject with(ContactPoint... points) {
        return Subject.person("p").addContactPoints(points).build();
    }
}
