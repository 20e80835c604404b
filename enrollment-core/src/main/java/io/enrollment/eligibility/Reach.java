package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import java.util.Optional;

/**
 * Whether a subject can be reached on one channel, and by which of its addresses.
 *
 * @param reason the code of the judgement: {@code EMAIL_OK}, {@code TEXT_OK}, {@code TEXT_UNKNOWN_LINE} or
 *     {@code PHONE_OK} when there is a usable address, else why there is none
 * @param address the usable address: an email address as the host wrote it, a telephone number in E.164 form without its
 *     extension; empty when there is none
 * @param lineType the kind of telephone line that the number plan tells, by the names of libphonenumber; empty for email
 *     and for numbers that are not valid
 */
public record Reach(String reason, Optional<String> address, Optional<String> lineType) {

    /** Validates the code. */
    public Reach {
        Require.text("reach reason", reason, 100);
    }

    /** Reachable at this address. */
    public static Reach at(String reason, String address, Optional<String> lineType) {
        return new Reach(reason, Optional.of(address), lineType);
    }

    /** Not reachable, for this reason. */
    public static Reach none(String reason, Optional<String> lineType) {
        return new Reach(reason, Optional.empty(), lineType);
    }

    /** Whether there is a usable address. */
    public boolean usable() {
        return address.isPresent();
    }

    /** The judgement without the address, so that it may appear in a log. */
    @Override
    public String toString() {
        return "Reach[" + reason + lineType.map(type -> ", " + type).orElse("") + "]";
    }
}
