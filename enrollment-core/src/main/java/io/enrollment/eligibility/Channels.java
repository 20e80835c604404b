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
                ? isOn(input.step().orElseThrow(), channel)
                : neededBy(input.plan(), channel);
    }

    private static boolean neededBy(Plan plan, ChannelKind channel) {
        if (!plan.requiredChannels().isEmpty()) {
            return plan.requiredChannels().contains(channel);
        }
        for (Step step : plan.steps()) {
            if (isOn(step, channel)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOn(Step step, ChannelKind channel) {
        return step instanceof Step.Message message
                ? message.channel() == channel
                : step instanceof Step.Call && channel == ChannelKind.CALL;
    }

    /** The first message step on a channel. */
    static Optional<Step.Message> firstMessage(Plan plan, ChannelKind channel) {
        for (Step step : plan.steps()) {
            if (step instanceof Step.Message message && message.channel() == channel) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
