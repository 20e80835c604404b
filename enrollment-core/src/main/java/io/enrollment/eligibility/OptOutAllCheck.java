package io.enrollment.eligibility;

import io.enrollment.plan.MessageClass;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.OptOut;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Refuses subjects who opted out of all communication, objected to direct marketing, or are on a do-not-call list for a
 * channel that is needed. An entry of the organization's own list is absolute; one of a national register is lifted by
 * permission or a recent business relationship. A do-not-call entry without a channel is about calls and texts.
 *
 * <p>Where the organization's policy lets recall, safety and legal notices out after a withdrawal, the check does not
 * apply to them; at enrollment, to plans that send nothing else.
 */
final class OptOutAllCheck implements EligibilityCheck {

    private static final CheckResult PASSED =
            CheckResult.passed(CheckName.OPT_OUT_ALL, Reasons.NOT_OPTED_OUT).build();
    private static final Comparator<OptOut> BY_REASON =
            Comparator.comparing(OptOut::reason).thenComparing(OptOut::at);

    @Override
    public CheckName name() {
        return CheckName.OPT_OUT_ALL;
    }

    @Override
    public Set<Phase> phases() {
        return Checks.BOTH_PHASES;
    }

    @Override
    public CheckResult check(CheckInput input) {
        Optional<CheckResult> exempt = exempt(input);
        if (exempt.isPresent() || input.subject().optOuts().isEmpty()) {
            return exempt.orElse(PASSED);
        }
        return failure(input).map(failure -> healed(input, failure)).orElse(PASSED);
    }

    private static Optional<CheckResult> failure(CheckInput input) {
        return input.subject().optOuts().stream()
                .filter(entry -> entry.holdsAt(input.now()))
                .sorted(BY_REASON)
                .flatMap(entry -> judge(input, entry).stream())
                .findFirst();
    }

    /** Permission that is recorded for later lifts the national register then; nothing else here passes by itself. */
    private static CheckResult healed(CheckInput input, CheckResult failure) {
        if (!failure.reason().equals(Reasons.DNC_NATIONAL)) {
            return failure;
        }
        return input.subject().consents().stream()
                .map(Consent::at)
                .filter(at -> at.isAfter(input.now()))
                .sorted()
                .filter(at -> failure(at(input, at)).isEmpty())
                .findFirst()
                .map(at -> from(failure, at))
                .orElse(failure);
    }

    private static CheckInput at(CheckInput input, Instant later) {
        CheckInput.Builder builder = CheckInput.builder();
        return builder.from(input).now(later).build();
    }

    private static CheckResult from(CheckResult failure, Instant at) {
        CheckResult.Builder builder = CheckResult.builder();
        return builder.from(failure)
                .wouldPassIf(Optional.empty())
                .earliestPassAt(at)
                .build();
    }

    private static Optional<CheckResult> exempt(CheckInput input) {
        if (!input.organization().casl().exemptAfterWithdrawal()) {
            return Optional.empty();
        }
        List<Step> sends = input.step().map(List::of).orElseGet(() -> sends(input.plan()));
        boolean all = !sends.isEmpty() && sends.stream().allMatch(step -> survives(input, step));
        return all ? Optional.of(exemptFor(sends.get(0))) : Optional.empty();
    }

    private static List<Step> sends(Plan plan) {
        return plan.steps().stream()
                .filter(step -> Channels.of(step).isPresent())
                .toList();
    }

    private static boolean survives(CheckInput input, Step step) {
        return step instanceof Step.Message message
                && input.casl().rule(message.message().messageClass()).survivesWithdrawal();
    }

    private static CheckResult exemptFor(Step step) {
        MessageClass messageClass = ((Step.Message) step).message().messageClass();
        return CheckResult.notApplicable(CheckName.OPT_OUT_ALL, Reasons.NA_EXEMPT + messageClass)
                .build();
    }

    private static Optional<CheckResult> judge(CheckInput input, OptOut entry) {
        return switch (entry.reason()) {
            case OPTED_OUT -> ofAll(entry, Reasons.OPTED_OUT_ALL, "the subject opts in again");
            case OBJECTED ->
                ofAll(entry, Reasons.OBJECTED, "the subject gives new consent and takes the objection back");
            case DNC_INTERNAL ->
                listed(input, entry)
                        .map(channel ->
                                listed(entry, channel, Reasons.DNC_INTERNAL, "the organization unlists the number"))
                        .findFirst();
            case DNC_NATIONAL ->
                listed(input, entry)
                        .filter(channel -> !new DoNotCallPermission(input, channel).given())
                        .map(channel -> listed(
                                entry,
                                channel,
                                Reasons.DNC_NATIONAL,
                                "express consent for " + channel + " is recorded"))
                        .findFirst();
        };
    }

    private static Optional<CheckResult> ofAll(OptOut entry, String reason, String remedy) {
        return entry.channel().isEmpty() ? Optional.of(failed(entry, reason, remedy)) : Optional.empty();
    }

    /** The needed channels that a do-not-call entry covers. */
    private static Stream<ChannelKind> listed(CheckInput input, OptOut entry) {
        return Arrays.stream(ChannelKind.values())
                .filter(channel -> entry.channel().map(channel::equals).orElse(channel != ChannelKind.EMAIL))
                .filter(channel -> Channels.needed(input, channel));
    }

    private static CheckResult listed(OptOut entry, ChannelKind channel, String reason, String remedy) {
        return CheckResult.failed(CheckName.OPT_OUT_ALL, reason)
                .fact("since", entry.at())
                .fact("channel", channel)
                .wouldPassIf(remedy)
                .build();
    }

    private static CheckResult failed(OptOut entry, String reason, String remedy) {
        return CheckResult.failed(CheckName.OPT_OUT_ALL, reason)
                .fact("since", entry.at())
                .wouldPassIf(remedy)
                .build();
    }
}
