package io.enrollment.eligibility;

import io.enrollment.subject.ChannelKind;
import java.util.List;
import java.util.Set;

/** The nine checks that the engine brings. */
public final class Checks {

    static final Set<Phase> BOTH_PHASES = Set.of(Phase.ENROLL, Phase.SEND);

    private static final List<EligibilityCheck> STANDARD = List.of(
            new DeletedCheck(),
            new ReachCheck(CheckName.VALID_EMAIL, ChannelKind.EMAIL),
            new ReachCheck(CheckName.VALID_MESSAGE, ChannelKind.TEXT),
            new ReachCheck(CheckName.VALID_PHONE, ChannelKind.CALL),
            new AlreadyInQueueCheck(),
            new UniqueEventCheck(),
            new MarketingExclusionCheck(),
            new OptOutAllCheck(),
            new CaslCheck());

    private Checks() {}

    /** All nine, in headline order. Each says itself in which phases it runs. */
    public static List<EligibilityCheck> standard() {
        return STANDARD;
    }
}
