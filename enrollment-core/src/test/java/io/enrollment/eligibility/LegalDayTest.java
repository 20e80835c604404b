package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.acme;
import static io.enrollment.eligibility.Given.consent;
import static io.enrollment.eligibility.Given.lead;
import static io.enrollment.eligibility.Given.noon;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.CandidateZones;
import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.CaslPolicy.LegalDay;
import io.enrollment.plan.Organization;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.EligibilityArbitraries;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By whose local days a consent is counted. The organization is in Toronto; the last day is the last of August. */
class LegalDayTest {

    private static final ZoneId VANCOUVER = ZoneId.of("America/Vancouver");
    private static final ZoneId HALIFAX = ZoneId.of("America/Halifax");
    private static final Instant LATE_IN_HALIFAX = local("2026-08-31T23:30", HALIFAX);
    private static final Instant EARLY_IN_HALIFAX = local("2026-09-01T00:30", HALIFAX);
    private static final Instant EARLY_IN_TORONTO = local("2026-09-01T00:30", Given.TORONTO);
    private static final Instant EARLY_IN_VANCOUVER = local("2026-09-01T00:30", VANCOUVER);

    @Test
    void byDefaultTheDaysAreTheOrganizations() {
        assertThat(passes(LegalDay.ORGANIZATION, in(VANCOUVER), EARLY_IN_HALIFAX))
                .isTrue();
        assertThat(passes(LegalDay.ORGANIZATION, in(VANCOUVER), EARLY_IN_TORONTO))
                .isFalse();
    }

    @Test
    void theyCanBeTheRecipients() {
        assertThat(passes(LegalDay.RECIPIENT, in(VANCOUVER), EARLY_IN_TORONTO)).isTrue();
        assertThat(passes(LegalDay.RECIPIENT, in(VANCOUVER), EARLY_IN_VANCOUVER))
                .isFalse();
        assertThat(passes(LegalDay.RECIPIENT, in(HALIFAX), LATE_IN_HALIFAX)).isTrue();
        assertThat(passes(LegalDay.RECIPIENT, in(HALIFAX), EARLY_IN_HALIFAX)).isFalse();
    }

    @Test
    void everywhereIsWhatBothAllow() {
        assertThat(passes(LegalDay.EVERYWHERE, in(VANCOUVER), EARLY_IN_TORONTO)).isFalse();
        assertThat(passes(LegalDay.EVERYWHERE, in(HALIFAX), EARLY_IN_HALIFAX)).isFalse();
        assertThat(passes(LegalDay.EVERYWHERE, in(HALIFAX), LATE_IN_HALIFAX)).isTrue();
    }

    @Test
    void aRecipientWhoseZoneIsNotKnownMayBeInAnyOfItsPlace() {
        Subject.Builder canadian = lead().country("CA");

        assertThat(passes(LegalDay.RECIPIENT, canadian, LATE_IN_HALIFAX)).isTrue();
        assertThat(passes(LegalDay.RECIPIENT, canadian, EARLY_IN_HALIFAX)).isFalse();
        assertThat(passes(LegalDay.RECIPIENT, canadian.region("BC"), EARLY_IN_HALIFAX))
                .isTrue();
    }

    @Test
    void aRecipientOfWhomNothingIsKnownMayBeAnywhere() {
        Instant september = Instant.parse("2026-09-01T10:00:00Z");
        CheckInput.Builder input = input(LegalDay.RECIPIENT, lead()).places(CandidateZones.anywhere());

        assertThat(Given.run(CheckName.CASL, input.now(september.minusNanos(1)).build())
                        .failed())
                .isFalse();
        assertThat(Given.run(CheckName.CASL, input.now(september).build()).failed())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(LegalDay.class)
    void theForecastKnowsThePolicy(LegalDay day) {
        CheckInput input = input(day, in(HALIFAX)).now(noon("2026-03-10")).build();

        assertThat(CaslForecast.lapse(input, Given.email()))
                .contains(local("2026-09-01T00:00", day == LegalDay.ORGANIZATION ? Given.TORONTO : HALIFAX));
    }

    @Property(tries = 500)
    void whatPassesEverywherePassesByBothOthers(@ForAll("inputs") CheckInput input) {
        if (!judged(input, LegalDay.EVERYWHERE).failed()) {
            assertThat(judged(input, LegalDay.ORGANIZATION).failed()).isFalse();
            assertThat(judged(input, LegalDay.RECIPIENT).failed()).isFalse();
        }
    }

    @Provide
    Arbitrary<CheckInput> inputs() {
        return EligibilityArbitraries.sendInputs(Given.NOW);
    }

    private static CheckResult judged(CheckInput input, LegalDay day) {
        CaslPolicy policy = CaslPolicy.builder()
                .from(input.organization().casl())
                .legalDay(day)
                .build();
        CheckInput.Builder other = CheckInput.builder();
        return Given.run(
                CheckName.CASL,
                other.from(input)
                        .organization(Organization.builder()
                                .from(input.organization())
                                .casl(policy)
                                .build())
                        .build());
    }

    private static boolean passes(LegalDay day, Subject.Builder subject, Instant at) {
        return !Given.run(CheckName.CASL, input(day, subject).now(at).build()).failed();
    }

    private static CheckInput.Builder input(LegalDay day, Subject.Builder subject) {
        return Given.input(subject.addConsent(
                        consent(ConsentKind.INQUIRY, noon("2026-02-28")).build()))
                .places(new CandidateZones(
                        Map.of("CA", List.of(VANCOUVER, Given.TORONTO, HALIFAX), "CA-BC", List.of(VANCOUVER)),
                        List.of(Given.TORONTO)))
                .organization(
                        acme().casl(CaslPolicy.builder().legalDay(day).build()).build());
    }

    private static Subject.Builder in(ZoneId zone) {
        return lead().zone(zone);
    }

    private static Instant local(String time, ZoneId zone) {
        return LocalDateTime.parse(time).atZone(zone).toInstant();
    }
}
