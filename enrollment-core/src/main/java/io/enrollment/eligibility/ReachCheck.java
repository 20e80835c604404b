package io.enrollment.eligibility;

import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses subjects without a usable address on a channel that is needed, and those who opted out of that channel. */
final class ReachCheck implements EligibilityCheck {

    private static final int MOST_KINDS = 64;

    /** A usable address without the address. */
    private record Usable(String reason, Optional<String> lineType) {}

    private final CheckName name;
    private final ChannelKind channel;
    private final CheckResult notNeeded;
    private final Map<Usable, CheckResult> said = new ConcurrentHashMap<>();

    ReachCheck(CheckName name, ChannelKind channel) {
        this.name = name;
        this.channel = channel;
        this.notNeeded = CheckResult.notApplicable(name, Reasons.NOT_NEEDED).build();
    }

    @Override
    public CheckName name() {
        return name;
    }

    @Override
    public Set<Phase> phases() {
        return Checks.BOTH_PHASES;
    }

    @Override
    public CheckResult check(CheckInput input) {
        if (!Channels.needed(input, channel)) {
            return notNeeded;
        }
        for (OptOut entry : input.subject().optOuts()) {
            if (covers(entry) && entry.holdsAt(input.now())) {
                return optedOut(entry);
            }
        }
        return judge(input.contacts().on(channel));
    }

    /** Do-not-call entries have rules of their own, see {@link OptOutAllCheck}. */
    private boolean covers(OptOut entry) {
        boolean ownWord = entry.reason() == OptOut.Reason.OPTED_OUT || entry.reason() == OptOut.Reason.OBJECTED;
        return ownWord && entry.channel().filter(channel::equals).isPresent();
    }

    private CheckResult optedOut(OptOut entry) {
        return CheckResult.failed(name, Reasons.CHANNEL_OPTED_OUT)
                .fact("channel", channel)
                .fact("since", entry.at())
                .wouldPassIf("the subject opts in to " + channel + " again")
                .build();
    }

    /** What it says of usable addresses does not depend on the address: there are a few such results, each said of millions. */
    private CheckResult judge(Reach reach) {
        if (!reach.usable()) {
            return result(reach);
        }
        Usable kind = new Usable(reach.reason(), reach.lineType());
        CheckResult known = said.get(kind);
        if (known != null) {
            return known;
        }
        CheckResult result = result(reach);
        if (said.size() < MOST_KINDS) {
            said.put(kind, result);
        }
        return result;
    }

    private CheckResult result(Reach reach) {
        CheckResult.Builder result = reach.usable()
                ? CheckResult.passed(name, reach.reason())
                : CheckResult.failed(name, reach.reason())
                        .wouldPassIf("a usable address for " + channel + " is recorded");
        reach.lineType().ifPresent(type -> result.fact("lineType", type));
        return result.build();
    }
}
