package io.enrollment.eligibility;

import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import java.util.Optional;

/** Which channels a plan and its steps use. */
final class Channels {

    private Channels() {}

    static Optional<ChannelKind> of(Step step) {
        if (step instanceof Step.Message message) {
            return Optional.of(message.channel());
        }
        return step instanceof Step.Call ? Optional.of(ChannelKind.CALL) : Optional.empty();
    }

    /**
     * Whether the candidate must be reachable on a channel: in phase ENROLL on those that the plan declares, or uses when
     * it declares none; in phase SEND on that of the step.
     */
    static boolean needed(CheckInput input, ChannelKind channel) {
        return input.phase() == Phase.SEND
                ? input.channel().filter(channel::equals).isPresent()
                : neededBy(input.plan(), channel);
    }

    private static boolean neededBy(Plan plan, ChannelKind channel) {
        if (!plan.requiredChannels().isEmpty()) {
            return plan.requiredChannels().contains(channel);
        }
        return plan.steps().stream()
                .anyMatch(step -> of(step).filter(channel::equals).isPresent());
    }

    /** The first message step on a channel. */
    static Optional<Step.Message> firstMessage(Plan plan, ChannelKind channel) {
        return plan.steps().stream()
                .filter(Step.Message.class::isInstance)
                .map(Step.Message.class::cast)
                .filter(message -> message.channel() == channel)
                .findFirst();
    }
}
