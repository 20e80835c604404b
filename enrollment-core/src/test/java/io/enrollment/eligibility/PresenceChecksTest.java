package io.enrollment.eligibility;

import static io.enrollment.eligibility.CheckResult.Outcome.FAILED;
import static io.enrollment.eligibility.CheckResult.Outcome.NOT_APPLICABLE;
import static io.enrollment.eligibility.CheckResult.Outcome.PASSED;
import static io.enrollment.eligibility.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.CheckResult.Outcome;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** DELETED and the three VALID checks. */
class PresenceChecksTest {

    private static final Map<CheckName, ChannelKind> CHANNELS = Map.of(
            CheckName.VALID_EMAIL, ChannelKind.EMAIL,
            CheckName.VALID_MESSAGE, ChannelKind.TEXT,
            CheckName.VALID_PHONE, ChannelKind.CALL);

    @ParameterizedTest
    @CsvSource({
        ", , NOT_DELETED",
        "1, , NOT_DELETED",
        ", 1, NOT_DELETED",
        "0, , SUBJECT_DELETED",
        "-9, , SUBJECT_DELETED",
        ", 0, SUBJECT_ERASED",
        "-9, -1, SUBJECT_ERASED",
        "-9, 1, SUBJECT_DELETED"
    })
    void aSubjectIsDeletedOrErasedFromThatInstantOn(Integer deleted, Integer erased, String reason) {
        Subject.Builder subject = Given.lead();
        Optional.ofNullable(deleted).ifPresent(seconds -> subject.deletedAt(NOW.plusSeconds(seconds)));
        Optional.ofNullable(erased).ifPresent(seconds -> subject.erasedAt(NOW.plusSeconds(seconds)));
        CheckResult result = Given.run(CheckName.DELETED, Given.input(subject).build());

        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.failed()).isEqualTo(!reason.equals("NOT_DELETED"));
        assertThat(result.wouldPassIf().isPresent()).isEqualTo(result.failed());
        assertThat(result.evidence().containsKey("since")).isEqualTo(result.failed());
    }

    @Test
    void deletedSaysSinceWhen() {
        Subject.Builder subject = Given.lead().deletedAt(NOW.minusSeconds(5)).erasedAt(NOW.minusSeconds(3));

        assertThat(Given.run(CheckName.DELETED, Given.input(subject).build()).evidence())
                .containsEntry("since", NOW.minusSeconds(3).toString());
    }

    static Stream<Arguments> needs() {
        Step email = Given.email();
        Step text = Given.text();
        Step call = Given.call();
        return Stream.of(
                Arguments.of(Given.plan(email), "EMAIL"),
                Arguments.of(Given.plan(text), "TEXT"),
                Arguments.of(Given.plan(call), "CALL"),
                Arguments.of(Given.plan(Given.exit()), ""),
                Arguments.of(Given.plan(call, email, Given.exit()), "EMAIL CALL"),
                Arguments.of(Given.plan(email, text, call).addRequiredChannel(ChannelKind.EMAIL), "EMAIL"),
                Arguments.of(Given.plan(email).addRequiredChannels(ChannelKind.TEXT, ChannelKind.CALL), "TEXT CALL"));
    }

    @ParameterizedTest
    @MethodSource("needs")
    void atEnrollmentAChannelIsNeededThatThePlanDeclaresOrUses(Plan.Builder plan, String needed) {
        CheckInput input = Given.input().plan(plan.build()).build();

        CHANNELS.forEach((check, channel) -> assertThat(Given.run(check, input).outcome())
                .as("%s", check)
                .isEqualTo(needed.contains(channel.name()) ? PASSED : NOT_APPLICABLE));
    }

    @Test
    void beforeAStepOnlyItsOwnChannelIsNeeded() {
        Plan plan = Given.plan(Given.email(), Given.text(), Given.call()).build();
        for (Step step : plan.steps()) {
            CheckInput input =
                    Given.input().plan(plan).phase(Phase.SEND).step(step).build();

            CHANNELS.forEach(
                    (check, channel) -> assertThat(Given.run(check, input).outcome())
                            .isEqualTo(channel.name().equals(step.kind().name()) ? PASSED : NOT_APPLICABLE));
        }
    }

    @ParameterizedTest
    @EnumSource(ChannelKind.class)
    void aMissingAddressFailsTheChannelThatNeedsIt(ChannelKind channel) {
        CheckInput input = Given.input(Subject.person("p"))
                .plan(Given.plan(Given.email(), Given.text(), Given.call()).build())
                .build();
        CheckResult result = Given.run(checkOf(channel), input);

        assertThat(result.outcome()).isEqualTo(FAILED);
        assertThat(result.reason()).isEqualTo(channel == ChannelKind.EMAIL ? "EMAIL_MISSING" : "PHONE_MISSING");
        assertThat(result.wouldPassIf()).contains("a usable address for " + channel + " is recorded");
        assertThat(result.earliestPassAt()).isEmpty();
    }

    @Test
    void aNumberPassesWithTheKindOfItsLine() {
        CheckResult result = Given.run(
                CheckName.VALID_MESSAGE,
                Given.input().plan(Given.plan(Given.text()).build()).build());

        assertThat(result.reason()).isEqualTo("TEXT_OK");
        assertThat(result.evidence()).containsOnly(Map.entry("lineType", "MOBILE"));
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, OPTED_OUT, 0, FAILED",
        "EMAIL, OPTED_OUT, 1, PASSED",
        "EMAIL, OBJECTED, -1, FAILED",
        "EMAIL, DNC_INTERNAL, -1, PASSED",
        "EMAIL, DNC_NATIONAL, -1, PASSED",
        "TEXT, OPTED_OUT, -1, FAILED",
        "CALL, OPTED_OUT, -1, FAILED"
    })
    void anOptOutOfAChannelFailsThatChannel(ChannelKind channel, OptOut.Reason reason, int seconds, Outcome outcome) {
        OptOut optOut = new OptOut(Optional.of(channel), reason, NOW.plusSeconds(seconds));
        CheckInput input = Given.input(Given.lead().addOptOut(optOut))
                .plan(Given.plan(Given.email(), Given.text(), Given.call()).build())
                .build();

        CHANNELS.forEach((check, of) ->
                assertThat(Given.run(check, input).outcome()).isEqualTo(of == channel ? outcome : PASSED));
        CheckResult result = Given.run(checkOf(channel), input);
        assertThat(result.reason().equals("CHANNEL_OPTED_OUT")).isEqualTo(outcome == FAILED);
        assertThat(result.wouldPassIf().isPresent()).isEqualTo(outcome == FAILED);
        if (outcome == FAILED) {
            assertThat(result.evidence())
                    .containsEntry("channel", channel.name())
                    .containsEntry("since", NOW.plusSeconds(seconds).toString());
        }
    }

    @Test
    void anOptOutOfEverythingIsNoMatterOfOneChannel() {
        CheckInput input = Given.input(Given.lead().addOptOut(OptOut.all(NOW))).build();

        assertThat(Given.run(CheckName.VALID_EMAIL, input).outcome()).isEqualTo(PASSED);
    }

    private static CheckName checkOf(ChannelKind channel) {
        return CHANNELS.entrySet().stream()
                .filter(entry -> entry.getValue() == channel)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
