package io.enrollment.eligibility;

import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Refuses what Canada's Anti-Spam Legislation forbids. In phase SEND it judges the step; in phase ENROLL the first message
 * step of each channel that the plan needs, and the worst result wins.
 */
final class CaslCheck implements EligibilityCheck {

    private static final CheckResult VOICE = CheckResult.notApplicable(CheckName.CASL, Reasons.NA_EXCLUDED_CHANNEL)
            .fact("rule", "CASL s.6(8)")
            .build();
    private static final CheckResult NO_MESSAGE =
            CheckResult.notApplicable(CheckName.CASL, Reasons.NA_NO_MESSAGE).build();

    private static final List<ChannelKind> CHANNELS = List.of(ChannelKind.values());
    private static final Comparator<Ruling> BY_BADNESS = Comparator.comparingInt(Ruling::badness);

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
        List<CaslCase> cases = cases(input);
        if (cases.isEmpty()) {
            return Channels.needed(input, ChannelKind.CALL) ? VOICE : NO_MESSAGE;
        }
        List<Ruling> rulings = new ArrayList<>(cases.size());
        cases.forEach(message -> rulings.add(CaslDecision.decide(message)));
        int worst = rulings.indexOf(Collections.max(rulings, BY_BADNESS));
        Ruling ruling = rulings.get(worst);
        CheckResult.Builder result = result(ruling, cases.get(worst));
        return ruling.failed() ? failed(result, input, cases, rulings) : result.build();
    }

    private static List<CaslCase> cases(CheckInput input) {
        List<CaslCase> cases = new ArrayList<>();
        if (input.phase() == Phase.SEND) {
            if (input.step().orElseThrow() instanceof Step.Message message) {
                cases.add(new CaslCase(input, message, input.now()));
            }
            return cases;
        }
        for (ChannelKind channel : CHANNELS) {
            if (Channels.needed(input, channel)) {
                Channels.firstMessage(input.plan(), channel)
                        .ifPresent(message -> cases.add(new CaslCase(input, message, input.now())));
            }
        }
        return cases;
    }

    private static CheckResult.Builder result(Ruling ruling, CaslCase message) {
        CheckResult.Builder result = CheckResult.builder()
                .check(CheckName.CASL)
                .outcome(ruling.outcome())
                .reason(ruling.reason());
        ruling.facts().forEach(result::fact);
        return result.fact("channel", message.channel())
                .fact("step", message.step().key());
    }

    /** Says when it passes by itself, which is when the last message that fails does; else what each would need. */
    private static CheckResult failed(
            CheckResult.Builder result, CheckInput input, List<CaslCase> cases, List<Ruling> rulings) {
        Optional<Instant> healed = healed(input, cases);
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

    private static Optional<Instant> healed(CheckInput input, List<CaslCase> cases) {
        Predicate<Instant> passes = at -> cases.stream()
                .noneMatch(message -> CaslDecision.decide(message.on(at)).failed());
        return CaslTimeline.after(input).stream().filter(passes).findFirst();
    }
}
