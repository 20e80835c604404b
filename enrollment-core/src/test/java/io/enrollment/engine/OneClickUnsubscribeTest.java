package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.enrollment.InboundEvent;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import io.enrollment.testkit.StepArbitraries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The headers of RFC 8058 and the tokens behind them. */
class OneClickUnsubscribeTest {

    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final OneClickUnsubscribe ONE_CLICK =
            OneClickUnsubscribe.at("https://acme.example/u/", "k1", key(1));
    private static final OneClickUnsubscribe.Verified LEAD = about("lead-1", Optional.of(PlanId.of("care")));

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static OneClickUnsubscribe.Verified about(String subject, Optional<PlanId> plan) {
        return new OneClickUnsubscribe.Verified(
                OrganizationId.of("acme"), SubjectId.of(subject), plan, ChannelKind.EMAIL);
    }

    private static String token(String header) {
        return header.substring("<https://acme.example/u/".length(), header.length() - 1);
    }

    @Test
    void theHeadersAreThoseOfTheStandardAndTheTokenNamesWhoAndWhatFrom() {
        Map<String, String> headers = ONE_CLICK.headers(LEAD, NOW);

        assertThat(headers)
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .hasSize(2);
        String header = headers.getOrDefault("List-Unsubscribe", "");
        assertThat(header).matches("<https://acme\\.example/u/[A-Za-z0-9._-]+>");
        assertThat(ONE_CLICK.verify(token(header), NOW.plus(Duration.ofDays(60))))
                .contains(LEAD);
    }

    @Test
    void aTokenEndsWithItsLife() {
        String token = ONE_CLICK.token(LEAD, NOW);

        assertThat(ONE_CLICK.verify(token, NOW.minusSeconds(1))).contains(LEAD);
        assertThat(ONE_CLICK.verify(token, NOW)).isEmpty();
    }

    @Property(tries = 300)
    void aTokenThatWasChangedAnywhereDoesNotVerify(@ForAll int at, @ForAll char other) {
        String token = ONE_CLICK.token(LEAD, NOW);
        int place = Math.floorMod(at, token.length());
        String changed = token.substring(0, place) + other + token.substring(place + 1);

        boolean verifies = ONE_CLICK.verify(changed, NOW.minusSeconds(1)).isPresent();

        assertThat(verifies).isEqualTo(changed.equals(token));
    }

    @Property(tries = 200)
    void whatIsSaidIsReadBackExactly(@ForAll("names") String subject, @ForAll("names") String plan) {
        OneClickUnsubscribe.Verified about = about(subject, Optional.of(PlanId.of(plan)));

        assertThat(ONE_CLICK.verify(ONE_CLICK.token(about, NOW), NOW.minusSeconds(1)))
                .contains(about);
    }

    @Provide
    Arbitrary<String> names() {
        return StepArbitraries.names();
    }

    @Test
    void tokensOfAnOlderKeyVerifyAfterARotationAndThoseOfNobodysKeyNever() {
        OneClickUnsubscribe rotated = ONE_CLICK.rotatedTo("k2", key(2));
        OneClickUnsubscribe foreign = OneClickUnsubscribe.at("https://acme.example/u/", "k1", key(3));
        Instant until = NOW.plus(Duration.ofDays(1));

        assertThat(rotated.verify(ONE_CLICK.token(LEAD, until), NOW)).contains(LEAD);
        assertThat(rotated.token(LEAD, until)).startsWith("1.k2.");
        assertThat(ONE_CLICK.verify(rotated.token(LEAD, until), NOW)).isEmpty();
        assertThat(ONE_CLICK.verify(foreign.token(LEAD, until), NOW)).isEmpty();
        assertThat(ONE_CLICK.verify("", NOW)).isEmpty();
        assertThat(ONE_CLICK.verify("1.k1..", NOW)).isEmpty();
    }

    @Test
    void whatIsNotSafeIsRefused() {
        assertThatThrownBy(() -> OneClickUnsubscribe.at("http://acme.example/u/", "k1", key(1)))
                .hasMessageContaining("unsubscribe uri");
        assertThatThrownBy(() -> OneClickUnsubscribe.at("https://acme.example/u/\r\nX: y", "k1", key(1)))
                .hasMessageContaining("unsubscribe uri");
        assertThatThrownBy(() -> OneClickUnsubscribe.at("https://acme.example/u/", "k1", new byte[31]))
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> ONE_CLICK.rotatedTo("k1", key(2))).hasMessageContaining("be new");
        assertThatThrownBy(() -> ONE_CLICK.holding(Duration.ofDays(59))).hasMessageContaining("60 days");
    }

    @Test
    void marketingEmailsCarryTheHeadersAndOthersDoNot() {
        Host host = new Host();
        RecordingChannel emails = RecordingChannel.withLookup(ChannelKind.EMAIL);
        try (EnrollmentEngine engine = host.engine(emails)
                .oneClickUnsubscribe(organization -> Optional.of(ONE_CLICK))
                .build()) {
            Enrollments acme = engine.enrollments();
            acme.publish(Plan.forPeople("care")
                    .email("offer", "offer")
                    .email("receipt", "receipt")
                    .as(MessageClass.TRANSACTION)
                    .build());
            SubjectId lead = host.person("lead-1");
            acme.enroll(PlanId.of("care"), lead);
            engine.workDue();

            Map<String, String> offer = emails.handed().get(0).content().headers();
            assertThat(offer).containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            Optional<OneClickUnsubscribe.Verified> said =
                    ONE_CLICK.verify(token(offer.getOrDefault("List-Unsubscribe", "")), host.clock.instant());
            assertThat(said.orElseThrow().subject()).isEqualTo(lead);
            assertThat(said.orElseThrow().plan()).contains(PlanId.of("care"));
            assertThat(emails.handed().get(1).content().headers()).doesNotContainKey("List-Unsubscribe-Post");
        }
    }

    @Test
    void theEventOfATokenUnsubscribesFromThePlanOrTheChannel() {
        assertThat(LEAD.event("v-1", NOW).what())
                .isEqualTo(new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfPlan(PlanId.of("care"))));
        assertThat(about("lead-1", Optional.empty()).event("v-1", NOW).what())
                .isEqualTo(new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfChannel(ChannelKind.EMAIL)));
    }
}
