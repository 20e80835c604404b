package io.enrollment.eligibility;

import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Refuses what Canada's Anti-Spam Legislation forbids. In phase SEND it judges the step; in phase ENROLL the first message
 * step of each channel that the plan needs, and, where the organization's policy asks for consent that lasts for the whole
 * plan, the messages ahead; the worst result wins.
 */
final class CaslCheck implements EligibilityCheck {

    private static final CheckResult VOICE = CheckResult.notApplicable(CheckName.CASL, Reasons.NA_EXCLUDED_CHANNEL)
            .fact("rule", "CASL s.6(8)")
            .build();
    private static final CheckResult NO_MESSAGE =
            CheckResult.notApplicable(CheckName.CASL, Reasons.NA_NO_MESSAGE).build();

    private static final List<ChannelKind> CHANNELS = List.of(ChannelKind.values());

    @Override
    public CheckName name() {
        return CheckName.CASL;
    }

    @Override
    public Set<Phase> phases() {
        return Checks.BOTH_PHASES;
    }

    @Override
    public CheckResult check(CheckInput input) {
        List<PlannedMessage> present = present(input);
        if (present.isEmpty()) {
            return Channels.needed(input, ChannelKind.CALL) ? VOICE : NO_MESSAGE;
        }
        List<PlannedMessage> messages = new ArrayList<>(present);
        messages.addAll(ahead(input));
        List<Ruling> rulings = new ArrayList<>(messages.size());
        messages.forEach(message -> rulings.add(CaslDecision.decide(input, message)));
        int worst = rulings.indexOf(Collections.max(rulings, Ruling.BY_BADNESS));
        Ruling ruling = rulings.get(worst);
        CheckResult.Builder result = result(ruling, messages.get(worst), worst >= present.size());
        return ruling.failed() ? failed(result, input, messages, rulings) : result.build();
    }

    /** What would be sent at the instant of the check. */
    private static List<PlannedMessage> present(CheckInput input) {
        List<PlannedMessage> present = new ArrayList<>();
        if (input.phase() == Phase.SEND) {
            if (input.step().orElseThrow() instanceof Step.Message message) {
                present.add(PlannedMessage.first(message, input.now()));
            }
            return present;
        }
        for (ChannelKind channel : CHANNELS) {
            if (Channels.needed(input, channel)) {
                Channels.firstMessage(input.plan(), channel)
                        .ifPresent(message -> present.add(PlannedMessage.first(message, input.now())));
            }
        }
        return present;
    }

    /** What would be sent later, where consent must last for the whole plan. */
    private static List<PlannedMessage> ahead(CheckInput input) {
        boolean wanted = input.phase() == Phase.ENROLL
                && input.organization().casl().lookahead() == CaslPolicy.Lookahead.REQUIRE_WHOLE_PLAN;
        return wanted
                ? input.ahead().stream()
                        .filter(message -> Channels.needed(input, message.step().channel()))
                        .toList()
                : List.of();
    }

    private static CheckResult.Builder result(Ruling ruling, PlannedMessage message, boolean later) {
        CheckResult.Builder result = CheckResult.builder()
                .check(CheckName.CASL)
                .outcome(ruling.outcome())
                .reason(later && ruling.failed() ? Reasons.FAILED_LOOKAHEAD + ruling.reason() : ruling.reason());
        ruling.facts().forEach(result::fact);
        result.fact("channel", message.step().channel())
                .fact("step", message.step().key());
        return later ? result.fact("due", message.due()) : result;
    }

    /** Says when it passes by itself, which is when the last message that fails does; else what each would need. */
    private static CheckResult failed(
            CheckResult.Builder result, CheckInput input, List<PlannedMessage> messages, List<Ruling> rulings) {
        Optional<Instant> healed = healed(input, messages);
        if (healed.isPresent()) {
            return result.earliestPassAt(healed.get()).build();
        }
        String remedies = rulings.stream()
                .flatMap(ruling -> ruling.remedy().stream())
                .distinct()
                .reduce((a, b) -> a + ", and " + b)
                .orElseThrow();
        return result.wouldPassIf(remedies).build();
    }

    /** Later messages are taken to move along with the first. */
    private static Optional<Instant> healed(CheckInput input, List<PlannedMessage> messages) {
        SortedSet<Instant> changes = CaslTimeline.after(input);
        SortedSet<Instant> candidates = new TreeSet<>();
        messages.forEach(message ->
                changes.forEach(change -> candidates.add(change.minus(Duration.between(input.now(), message.due())))));
        Predicate<Instant> passes = at -> messages.stream()
                .noneMatch(message -> CaslDecision.decide(input, message.later(Duration.between(input.now(), at)))
                        .failed());
        return candidates.stream().filter(input.now()::isBefore).filter(passes).findFirst();
    }
}
